import type pg from 'pg'
import type { ChainedEntry } from '@/lib/audit/canonical-entry'
import { ENTRY_COLUMNS } from '@/lib/audit/chained-rows'
import { ChangeError } from '@/lib/changes/errors'

type Database = Pick<pg.ClientBase, 'query'>

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
