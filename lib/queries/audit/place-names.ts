import type pg from 'pg'
import type { ChainedEntry } from '@/lib/audit/canonical-entry'

const TABLES = {
  project: ['projects', 'id', 'title'],
  section: ['sections', 'id', 'title'],
  publisher: ['publishers', 'id', 'name'],
  author: ['authors', 'id', 'name'],
  user: ['users', 'id', 'name'],
  api_key: ['api_keys', 'id::text', 'name'],
  console_user: ['console_users', 'id::text', 'name'],
} as const

type Named = Pick<ChainedEntry, 'scopeType' | 'scopeId'>

const TYPES = Object.keys(TABLES) as (keyof typeof TABLES)[]

const READ = TYPES.map((type, at) => {
  const [table, id, name] = TABLES[type]
  return `SELECT '${type}' AS type, ${id} AS id, ${name} AS name FROM ${table} WHERE ${id} = ANY($${at + 1})`
}).join(' UNION ALL ')

const keyOf = (type: string | null, id: string | null) => JSON.stringify([type, id])

/** What the places, accounts, keys and people that entries are about are called now; null for what is gone. */
export async function placeNames(
  client: Pick<pg.ClientBase, 'query'>,
  entries: readonly Named[],
): Promise<(entry: Named) => string | null> {
  const ids = TYPES.map((type) => [
    ...new Set(entries.flatMap(({ scopeType, scopeId }) => (scopeType === type && scopeId !== null ? [scopeId] : []))),
  ])
  if (ids.every((found) => found.length === 0)) return () => null
  const { rows } = await client.query<{ type: string; id: string; name: string }>(READ, ids)
  const names = new Map(rows.map(({ type, id, name }) => [keyOf(type, id), name]))
  return ({ scopeType, scopeId }) => names.get(keyOf(scopeType, scopeId)) ?? null
}
