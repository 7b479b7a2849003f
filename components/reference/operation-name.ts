/** An operation's name in words: "Preview impact" of previewImpact. */
export function operationName(id: string): string {
  const words = id.replaceAll(
    /([a-z])([A-Z])/g,
    (_whole, end: string, start: string) => `${end} ${start.toLowerCase()}`,
  )
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}
