import type pg from 'pg'
import type { ChainedEntry } from '@/lib/audit/canonical-entry'
import { ENTRY_COLUMNS } from '@/lib/audit/chained-rows'
import { permit } from '@/lib/auth/permissions'
import { ChangeError } from '@/lib/changes/errors'
import type { AuditEntry, AuditFilters } from '@/lib/contracts/api/audit'
import type { Page } from '@/lib/contracts/api/page'
import { inTransaction } from '@/lib/db/transaction'
import type { ReadContext } from '../read-context'
import { describeEntries } from './describe-entries'
import { findEntry } from './entry-rows'
import { type Condition, conditionOf } from './filters'

/** Facts in jsonb hold instants in the session's time zone; the triggers wrote them in UTC. */
const READ_IN_UTC = `BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL timezone = 'UTC'`

export interface PageRequest {
  readonly limit: number
  readonly cursor?: string | undefined
}

const cursorOf = (id: string) => Buffer.from(`audit:${id}`).toString('base64url')

function readCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) return null
  const [, id] = /^audit:([1-9]\d{0,18})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? []
  if (id !== undefined) return id
  const faults = [{ path: 'cursor', message: 'is none of this list' }]
  throw new ChangeError('invalid_request', 'Some fields are at fault.', { faults })
}

/** Up to `limit` entries below `belowId` (null: from the newest) that fit. */
export async function entriesBelow(
  database: Pick<pg.ClientBase, 'query'>,
  { sql, values }: Condition,
  belowId: string | null,
  limit: number,
): Promise<ChainedEntry[]> {
  const below = belowId === null ? '' : ` AND audit_events.id < $${values.length + 2}`
  const text = `SELECT ${ENTRY_COLUMNS} FROM audit_events WHERE ${sql}${below} ORDER BY audit_events.id DESC LIMIT $${values.length + 1}`
  const { rows } = await database.query<ChainedEntry>(text, [...values, limit, ...(belowId === null ? [] : [belowId])])
  return rows
}

/**
 * The trail, newest first: every entry with its differences, and whether it can be reverted now by who asks.
 * @throws ChangeError `forbidden`, `invalid_request` (cursor)
 */
export async function listAudit(
  { pool, principal }: ReadContext,
  filters: AuditFilters,
  { limit, cursor }: PageRequest,
): Promise<Page<AuditEntry>> {
  permit(principal, 'read_audit')
  const belowId = readCursor(cursor)
  const condition = await conditionOf(pool, filters)
  return inTransaction(
    pool,
    async (client) => {
      const found = await entriesBelow(client, condition, belowId, limit + 1)
      const shown = found.slice(0, limit)
      const last = found.length > limit ? shown.at(-1) : undefined
      return {
        items: await describeEntries(client, principal, shown),
        nextCursor: last === undefined ? null : cursorOf(last.id),
      }
    },
    READ_IN_UTC,
  )
}

/** One entry. @throws ChangeError `forbidden`, `not_found` */
export async function readAuditEntry({ pool, principal }: ReadContext, id: number): Promise<AuditEntry> {
  permit(principal, 'read_audit')
  const read = async (client: pg.PoolClient) => {
    const [entry] = await describeEntries(client, principal, [await findEntry(client, id)])
    return entry as AuditEntry
  }
  return inTransaction(pool, read, READ_IN_UTC)
}
