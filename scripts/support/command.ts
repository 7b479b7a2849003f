import { isOutOfReach } from '@/lib/db/out-of-reach'

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  // Where a name has several addresses, the error has a code and no message; one with a cause has its sentence already.
  const { message, cause, code } = error as NodeJS.ErrnoException
  return cause === undefined && isOutOfReach(error) ? `The database can't be reached: ${message || code}.` : message
}

/** Runs a command's work; a failure is one sentence on standard error and exit status 1. */
export function runCommand(work: () => Promise<void>): void {
  work().catch((error: unknown) => {
    console.error(sentenceOf(error))
    process.exitCode = 1
  })
}
