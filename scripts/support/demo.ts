import type pg from 'pg'
import { hashApiKey } from '@/lib/auth/api-keys'
import { createApiKey } from '@/lib/changes/create-api-key'
import { loadDemo } from '@/prisma/seed'
import { operator } from './operator'
import { keepSecrets } from './secrets'

async function isEmpty(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query(
    'SELECT NOT EXISTS (SELECT FROM features) AND NOT EXISTS (SELECT FROM publishers) AS empty',
  )
  return rows[0].empty
}

async function works(pool: pg.Pool, key: string): Promise<boolean> {
  const { rows } = await pool.query('SELECT FROM api_keys WHERE hash = $1 AND revoked_at IS NULL', [hashApiKey(key)])
  return rows.length === 1
}

/**
 * Loads the demo data into an empty database, and sees that the demo's key works.
 * @returns the demo's key, or null where the database holds something else
 */
export async function prepareDemo(pool: pg.Pool, dataDir: string): Promise<string | null> {
  const { demoKey } = await keepSecrets(dataDir)
  if (demoKey !== undefined && (await works(pool, demoKey))) return demoKey
  if (!(await isEmpty(pool))) return null
  await loadDemo(pool)
  const { key } = await createApiKey(
    { pool, principal: operator(), requestId: 'first-start' },
    { name: 'Demo', scopes: ['decide', 'admin'] },
  )
  await keepSecrets(dataDir, { demoKey: key })
  return key
}
