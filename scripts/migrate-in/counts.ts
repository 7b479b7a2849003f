import type pg from 'pg'
import type { Source } from './source'

const TABLES = [
  'publishers',
  'projects',
  'sections',
  'authors',
  'users',
  'scoped_feature_flag_states',
  'scoped_feature_rollouts',
  'scoped_feature_exemptions',
]

export interface Count {
  readonly table: string
  readonly there: number
  readonly here: number
}

const count = (table: string) => `SELECT count(*)::int AS count FROM ${table}`

/** How many rows each system has. More here than there: made here, or deleted there since. */
export async function countRows(source: Source, pool: pg.Pool): Promise<Count[]> {
  const counts: Count[] = []
  for (const table of TABLES) {
    const there = source.has(table) ? ((await source.query<{ count: number }>(count(table)))[0]?.count ?? 0) : 0
    counts.push({ table, there, here: (await pool.query<{ count: number }>(count(table))).rows[0]?.count ?? 0 })
  }
  return counts
}
