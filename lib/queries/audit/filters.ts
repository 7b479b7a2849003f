import type pg from 'pg'
import type { AuditFilters } from '@/lib/contracts/api/audit'

/** A WHERE clause and its values. */
export interface Condition {
  readonly sql: string
  readonly values: readonly unknown[]
}

// Entries are numbered in commit order and their time is the clock's, which may be set back: by up to a day and a bit,
// or an entry is missed at the edge of a range.
const CLOCK_STEP = `interval '25 hours'`

// An import's entries stand together, perhaps far down: the walk begins at its last, not at the trail's.
const LAST_OF_IMPORT =
  'SELECT id FROM audit_events WHERE import_id = $1 ORDER BY import_id DESC, audit_events.id DESC LIMIT 1'
const FIRST_BEYOND = `SELECT id FROM audit_events WHERE occurred_at > $1::timestamptz + ${CLOCK_STEP} ORDER BY occurred_at LIMIT 1`
const LAST_BEFORE = `SELECT id FROM audit_events WHERE occurred_at < $1::timestamptz - ${CLOCK_STEP} ORDER BY occurred_at DESC LIMIT 1`

async function idAt(database: Pick<pg.Pool, 'query'>, sql: string, by: string | undefined): Promise<string | null> {
  if (by === undefined) return null
  return (await database.query<{ id: string }>(sql, [by])).rows[0]?.id ?? null
}

/**
 * What the filters mean in SQL. A range of time is also one of numbers, so that every index, each of which ends in the
 * number, leads to the page at once.
 */
export async function conditionOf(database: Pick<pg.Pool, 'query'>, filters: AuditFilters): Promise<Condition> {
  const [above, below] = [
    await idAt(database, LAST_BEFORE, filters.from),
    await idAt(database, FIRST_BEYOND, filters.to),
  ]
  const lastOfImport = await idAt(database, LAST_OF_IMPORT, filters.importId)
  const terms: readonly (readonly [sql: string, value: unknown])[] = [
    ['actor_kind = ', filters.actorKind],
    ['actor_id = ', filters.actorId],
    ['feature_name = ', filters.feature],
    ['action = ', filters.action],
    ['scope_type = ', filters.scopeType],
    ['scope_id = ', filters.scopeId],
    ['import_id = ', filters.importId],
    ['occurred_at >= ', filters.from],
    ['occurred_at <= ', filters.to],
    ['audit_events.id > ', above],
    ['audit_events.id < ', below],
    ['audit_events.id <= ', lastOfImport],
  ]
  const given = terms.filter(([, value]) => value !== undefined && value !== null)
  const sql = given.map(([term], at) => `${term}$${at + 1}`)
  // What is everywhere has no id; said so, the index of places serves it.
  if (filters.scopeType === 'global') sql.push('scope_id IS NULL')
  return { sql: sql.length === 0 ? 'true' : sql.join(' AND '), values: given.map(([, value]) => value) }
}
