import type { Aviary } from './import'

export interface Written<Result> {
  readonly result: Result
  // biome-ignore lint/suspicious/noExplicitAny: what a test looks into is what it tests
  readonly entries: readonly any[]
  readonly revisions: number
}

const SINCE = `SELECT action, feature_name AS feature, scope_type AS "scopeType", scope_id AS "scopeId", before, after, note,
  actor_kind AS "actorKind", actor_name AS "actorName", request_id AS "requestId", revision::int
  FROM audit_events WHERE id > $1 ORDER BY id`

/** The audit entries, and the number of revisions, that `work` leaves; where nobody else writes meanwhile. */
export async function written<Result>(aviary: Aviary, work: () => Promise<Result>): Promise<Written<Result>> {
  const [last] = await aviary.rows<{ id: number }>('SELECT coalesce(max(id), 0)::int AS id FROM audit_events')
  const before = await aviary.revision()
  const result = await work()
  const entries = await aviary.rows(SINCE, [last?.id])
  return { result, entries, revisions: (await aviary.revision()) - before }
}
