import { asChangeError, QUERY_CANCELED, sqlState } from '@/lib/changes/database-errors'
import { ChangeError } from '@/lib/changes/errors'
import type { ImportFault } from './faults'

/** What a database error of an import means to its caller. */
export function asImportError(error: unknown): unknown {
  if (sqlState(error) !== QUERY_CANCELED) return asChangeError(error)
  const message =
    'This import would keep every other change waiting for longer than 5 s. Nothing was written: import it in parts.'
  const fault: ImportFault = { path: '', message, code: 'import_too_large' }
  return new ChangeError('import_refused', message, { faults: [fault] })
}
