import type pg from 'pg'
import type { ChainedEntry } from '@/lib/audit/canonical-entry'
import { ChangeError } from '@/lib/changes/errors'

/** An entry's columns as they are hashed: numbers, instants and facts as text. */
export const ENTRY_COLUMNS = `id::text AS id, to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "occurredAt",
  revision::text AS revision, actor_kind AS "actorKind", actor_id AS "actorId", actor_name AS "actorName", action,
  feature_name AS "featureName", scope_type AS "scopeType", scope_id AS "scopeId", before::text AS before,
  after::text AS after, note, request_id AS "requestId", import_id::text AS "importId", prev_hash AS "prevHash", hash`

type Database = Pick<pg.ClientBase, 'query'>

/** Up to `limit` entries after `id`, oldest first. */
export async function entriesAfter(database: Database, id: number, limit: number): Promise<ChainedEntry[]> {
  const text = `SELECT ${ENTRY_COLUMNS} FROM audit_events WHERE audit_events.id > $1 ORDER BY audit_events.id LIMIT $2`
  return (await database.query<ChainedEntry>(text, [id, limit])).rows
}

/** @throws ChangeError `not_found` */
export async function findEntry(database: Database, id: number): Promise<ChainedEntry> {
  const text = `SELECT ${ENTRY_COLUMNS} FROM audit_events WHERE audit_events.id = $1`
  const [entry] = (await database.query<ChainedEntry>(text, [id])).rows
  if (entry === undefined) throw new ChangeError('not_found', `There is no audit entry ${id}.`)
  return entry
}

/** The last entry of the trail; null where it is empty. */
export async function findHead(database: Database): Promise<{ id: number; hash: string } | null> {
  const { rows } = await database.query<{ id: string; hash: string }>(
    'SELECT id, hash FROM audit_events ORDER BY id DESC LIMIT 1',
  )
  const [head] = rows
  return head === undefined ? null : { id: Number(head.id), hash: head.hash }
}
