const SYSTEM_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EPIPE',
])
// SQLSTATE: connection exceptions, too many connections, shutdown and start-up; Prisma: can't reach, timed out.
const DATABASE_CODES = /^(08...|53300|57P0[1-3]|P1001|P1002|P1008|P1017|P2024)$/
// What pg says without a code.
const SENTENCES =
  /^(timeout exceeded when trying to connect|Connection terminated|Query read timeout|Client has encountered a connection error)/

/** Whether an error means that the database can't be asked just now; what was being written may stand, or not. */
export function isOutOfReach(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as { code?: unknown }
  if (typeof code === 'string' && (SYSTEM_CODES.has(code) || DATABASE_CODES.test(code))) return true
  return SENTENCES.test(error.message) || isOutOfReach(error.cause)
}
