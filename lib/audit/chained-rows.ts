import type pg from 'pg'
import type { ChainedEntry } from './canonical-entry'

/** An entry's columns as they are hashed: numbers, instants and facts as text. */
export const ENTRY_COLUMNS = `id::text AS id, to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "occurredAt",
  revision::text AS revision, actor_kind AS "actorKind", actor_id AS "actorId", actor_name AS "actorName", action,
  feature_name AS "featureName", scope_type AS "scopeType", scope_id AS "scopeId", before::text AS before,
  after::text AS after, note, request_id AS "requestId", import_id::text AS "importId", prev_hash AS "prevHash", hash`

/** Up to `limit` entries after `id`, oldest first. */
export async function entriesAfter(
  database: Pick<pg.ClientBase, 'query'>,
  id: number,
  limit: number,
): Promise<ChainedEntry[]> {
  const text = `SELECT ${ENTRY_COLUMNS} FROM audit_events WHERE audit_events.id > $1 ORDER BY audit_events.id LIMIT $2`
  return (await database.query<ChainedEntry>(text, [id, limit])).rows
}
