import { stringify } from 'csv-stringify/sync'
import type { ChainedEntry } from '@/lib/audit/canonical-entry'
import { permit } from '@/lib/auth/permissions'
import type { AuditFilters } from '@/lib/contracts/api/audit'
import type { ReadContext } from '../read-context'
import { conditionOf } from './filters'
import { entriesBelow } from './list-audit'

const BATCH = 1000
const COLUMNS = [
  'id',
  'occurredAt',
  'revision',
  'actorKind',
  'actorId',
  'actorName',
  'action',
  'featureName',
  'scopeType',
  'scopeId',
  'before',
  'after',
  'note',
  'requestId',
  'importId',
  'prevHash',
  'hash',
] as const satisfies readonly (keyof ChainedEntry)[]

// A note may begin with "=": a spreadsheet must not take it for a formula.
const OPTIONS = { escape_formulas: true, record_delimiter: '\r\n' } as const
const csv = (rows: readonly (readonly (string | null)[])[]) => stringify(rows as (string | null)[][], OPTIONS)

/**
 * All entries that fit, newest first, as CSV: its heading, then a thousand entries at a time.
 * @throws ChangeError `forbidden`, before the first part
 */
export async function exportAudit(
  { pool, principal }: ReadContext,
  filters: AuditFilters,
): Promise<AsyncGenerator<string>> {
  permit(principal, 'read_audit')
  const condition = await conditionOf(pool, filters)
  return (async function* parts() {
    yield csv([COLUMNS])
    let belowId: string | null = null
    for (;;) {
      const entries: ChainedEntry[] = await entriesBelow(pool, condition, belowId, BATCH)
      const last = entries.at(-1)
      if (last === undefined) return
      yield csv(entries.map((entry) => COLUMNS.map((column) => entry[column])))
      belowId = last.id
    }
  })()
}
