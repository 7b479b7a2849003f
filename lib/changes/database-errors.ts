import { ChangeError } from './errors'

const FOREIGN_KEY_VIOLATION = '23503'
export const UNIQUE_VIOLATION = '23505'
const SERIALIZATION_FAILURE = '40001'
const DEADLOCK_DETECTED = '40P01'
const LOCK_NOT_AVAILABLE = '55P03'
export const QUERY_CANCELED = '57014'

/** The SQLSTATE of a database error; null for any other. */
export function sqlState(error: unknown): string | null {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' ? code : null
}

/**
 * What a database error of a change means to its caller. Everything was judged before it was written, so a broken
 * constraint can only mean that someone else was quicker.
 */
export function asChangeError(error: unknown): unknown {
  switch (sqlState(error)) {
    case FOREIGN_KEY_VIOLATION:
    case UNIQUE_VIOLATION:
    case SERIALIZATION_FAILURE:
    case DEADLOCK_DETECTED:
    case LOCK_NOT_AVAILABLE:
    case QUERY_CANCELED:
      return new ChangeError('busy', 'Someone else is changing the same rows. Nothing was written: try again.')
    default:
      return error
  }
}
