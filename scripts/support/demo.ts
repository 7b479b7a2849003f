import type pg from 'pg'
import { hashApiKey } from '@/lib/auth/api-keys'
import { createApiKey } from '@/lib/changes/create-api-key'
import { createConsoleUser } from '@/lib/changes/create-console-user'
import { loadDemo } from '@/prisma/seed'
import { operator } from './operator'
import { type Demo, keepSecrets } from './secrets'

export const DEMO_KEY = 'Demo'
export const DEMO_SIGN_INS = [
  { email: 'admin@example.edu', role: 'system_admin', name: 'Demo admin' },
  { email: 'support@example.edu', role: 'support', name: 'Demo support' },
] as const

async function works(pool: pg.Pool, { key }: Demo): Promise<boolean> {
  const { rows } = await pool.query('SELECT FROM api_keys WHERE hash = $1 AND revoked_at IS NULL', [hashApiKey(key)])
  return rows.length === 1
}

async function makeDemo(pool: pg.Pool): Promise<Demo> {
  const context = { pool, principal: operator(), requestId: 'first-start' }
  const signIns: Demo['signIns'][number][] = []
  for (const person of DEMO_SIGN_INS) {
    const { email, password } = (await createConsoleUser(context, person)).value
    signIns.push({ email, password })
  }
  const { value: made } = await createApiKey(context, { name: DEMO_KEY, scopes: ['decide', 'admin'] })
  return { key: made.key, signIns }
}

/**
 * Loads the demo data into an empty database, and makes its key and sign-ins, kept in the data directory.
 * @returns the demo, or null where the database holds something else
 */
export async function prepareDemo(pool: pg.Pool, dataDir: string): Promise<Demo | null> {
  const { demo } = await keepSecrets(dataDir)
  if (demo !== undefined && (await works(pool, demo))) return demo
  if ((await loadDemo(pool)) === null) return null
  const made = await makeDemo(pool)
  await keepSecrets(dataDir, { demo: made })
  return made
}
