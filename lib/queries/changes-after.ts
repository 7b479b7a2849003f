import type pg from 'pg'
import type { ChangeEvent } from '@/lib/contracts/change-events'
import type { ChangeData } from '@/lib/contracts/events'

/** Beyond so many, a reader had better fetch everything again. */
export const MOST_CHANGES = 500

/** One change for those who watch. */
export interface Change extends ChangeData {
  readonly event: ChangeEvent
  /** Its entry in the trail; null: the directory changed, which has none. */
  readonly auditId: number | null
  /** Whether it is the last of its revision. */
  readonly isLast: boolean
}

type Row = Omit<Change, 'isLast'>

// The entries by what they are about, which an action of another name does not hide. Entries are numbered in the order
// of revisions, so the last ones by number are the last ones by revision.
const READ = `
  SELECT id::float8 AS "auditId", revision::float8 AS revision, feature_name AS feature, scope_type AS "scopeType",
    scope_id AS "scopeId",
    CASE
      WHEN scope_type = 'api_key' THEN 'key.changed'
      WHEN scope_type = 'console_user' THEN 'person.changed'
      WHEN scope_type = 'setting' THEN 'setting.changed'
      WHEN scope_type IN ('author', 'user') THEN 'account.changed'
      WHEN feature_name IS NULL THEN 'directory.changed'
      WHEN scope_type IS NULL THEN 'feature.changed'
      WHEN scope_type = 'publisher' THEN 'exemption.changed'
      WHEN coalesce(after, before) ? 'optedIn' THEN 'scope.changed'
      ELSE 'rollout.changed'
    END AS event
  FROM (SELECT * FROM audit_events ORDER BY id DESC LIMIT ${MOST_CHANGES + 1}) AS last ORDER BY id`

function directoryChange(revision: number): Change {
  return {
    event: 'directory.changed',
    auditId: null,
    revision,
    feature: null,
    scopeType: null,
    scopeId: null,
    isLast: true,
  }
}

/**
 * What was changed by the revisions in (`after`, `upTo`], in their order; null where that is too much to tell, or too
 * long ago. One statement, of a millisecond. @throws when the database can't be asked
 */
export async function changesAfter(
  pool: Pick<pg.Pool, 'query'>,
  after: number,
  upTo: number,
): Promise<readonly Change[] | null> {
  if (upTo - after > MOST_CHANGES) return null
  const { rows } = await pool.query<Row>(READ)
  const isWhole = rows.length <= MOST_CHANGES || (rows[0]?.revision ?? 0) <= after
  if (!isWhole) return null
  const byRevision = new Map<number, Row[]>()
  for (const row of rows) {
    if (row.revision <= after || row.revision > upTo) continue
    byRevision.set(row.revision, [...(byRevision.get(row.revision) ?? []), row])
  }
  const changes: Change[] = []
  for (let revision = after + 1; revision <= upTo; revision++) {
    const own = byRevision.get(revision)
    if (own === undefined) changes.push(directoryChange(revision))
    else for (const row of own) changes.push({ ...row, isLast: row === own.at(-1) })
  }
  return changes
}
