/** Says how a command is used; exit status 2. */
export function refuseUse(sentence: string): void {
  console.error(sentence)
  process.exitCode = 2
}
