import { readFile } from 'node:fs/promises'
import type pg from 'pg'
import { importState } from '@/lib/changes/import-state'
import type { ImportPlan } from '@/lib/contracts/state-document'

const TABLES = ['publishers', 'projects', 'sections', 'authors', 'users', 'features']

/**
 * Imports the demo data into an empty database, by the same verb as any import.
 * @returns what was imported; null, and nothing is done, where the database holds anything
 * @throws ChangeError `busy` where another import runs
 */
export async function loadDemo(pool: pg.Pool): Promise<ImportPlan | null> {
  if (!(await isEmpty(pool))) return null
  const document: unknown = JSON.parse(await readFile(new URL('demo.json', import.meta.url), 'utf8'))
  const principal = { kind: 'command', id: 'demo', name: 'Demo data' } as const
  return importState({ pool, principal, requestId: 'demo' }, document, { dryRun: false, reason: 'Demo data' })
}

async function isEmpty(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query(
    `SELECT NOT EXISTS (${TABLES.map((table) => `SELECT FROM ${table}`).join(' UNION ALL ')}) AS is_empty`,
  )
  return rows[0]?.is_empty === true
}
