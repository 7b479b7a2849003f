import { ChangeError } from '@/lib/changes/errors'
import type { ImportFault } from './faults'

const FOREIGN_KEY_VIOLATION = '23503'
const UNIQUE_VIOLATION = '23505'
const SERIALIZATION_FAILURE = '40001'
const DEADLOCK_DETECTED = '40P01'
const LOCK_NOT_AVAILABLE = '55P03'
const QUERY_CANCELED = '57014'

/**
 * What a database error of an import means to its caller. Everything was judged before it was written, so a broken
 * constraint can only mean that someone else was quicker.
 */
export function asChangeError(error: unknown): unknown {
  switch ((error as { code?: unknown } | null)?.code) {
    case FOREIGN_KEY_VIOLATION:
    case UNIQUE_VIOLATION:
    case SERIALIZATION_FAILURE:
    case DEADLOCK_DETECTED:
    case LOCK_NOT_AVAILABLE:
      return new ChangeError('busy', 'Someone else is changing the same rows. Nothing was written: try again.')
    case QUERY_CANCELED: {
      const message =
        'This import would keep every other change waiting for longer than 5 s. Nothing was written: import it in parts.'
      const fault: ImportFault = { path: '', message, code: 'import_too_large' }
      return new ChangeError('import_refused', message, [fault])
    }
    default:
      return error
  }
}
