/** What PostgreSQL's log says about a start that failed; its messages are English, as the cluster's locale is C. */
export type Failure = 'port_taken' | 'left_over_backends' | 'in_use' | 'disk_full' | 'other'

const signs: readonly (readonly [RegExp, Failure])[] = [
  [/No space left on device/, 'disk_full'],
  [/could not bind .*Address already in use/, 'port_taken'],
  [/pre-existing shared memory block/, 'left_over_backends'],
  [/lock file "postmaster\.pid" already exists/, 'in_use'],
]

/** Reads the kind of a failure from a piece of log. */
export function classifyFailure(log: string): Failure {
  return signs.find(([sign]) => sign.test(log))?.[1] ?? 'other'
}

/** The line of a log that says why it ended: the last severe one, without its time and process number. */
export function lastReason(log: string): string {
  const lines = log.split('\n').filter((line) => line.trim() !== '')
  const severe = lines.findLast((line) => /\b(FATAL|PANIC|error|Error):/.test(line))
  return (severe ?? lines.at(-1) ?? 'it said nothing').replace(/^.*?\b(FATAL|PANIC|error|Error):\s*/, '').trim()
}
