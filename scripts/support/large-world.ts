import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { createConsoleUser } from '@/lib/changes/create-console-user'
import { importState } from '@/lib/changes/import-state'
import { CONSOLE_POOL, createPool } from '@/lib/db/pool'
import { startEmbeddedPostgres } from '@/lib/embedded-postgres'
import { migrate } from '../db-migrate'
import { fillMillionAccounts } from './million-accounts'
import { operator } from './operator'
import type { SignIn } from './sign-in-on'
import { thousandFeatures } from './thousand-features'

const KEPT = 'measured-by.json'

async function fillAccounts(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await fillMillionAccounts(client).finally(() => client.end())
}

async function fillRules(databaseUrl: string): Promise<SignIn> {
  const pool = createPool(databaseUrl, CONSOLE_POOL, console.error)
  const context = { pool, principal: operator(), requestId: 'measure' } as const
  try {
    await importState(context, thousandFeatures(), { dryRun: false, reason: 'A measurement', lockBudgetMs: 120_000 })
    await pool.query('VACUUM ANALYZE')
    const person = { email: 'admin@example.edu', role: 'system_admin', name: 'Measuring admin' } as const
    const { email, password } = (await createConsoleUser(context, person)).value
    return { email, password }
  } finally {
    await pool.end()
  }
}

async function knownIn(dataDir: string): Promise<SignIn | null> {
  const kept = await readFile(path.join(dataDir, KEPT), 'utf8').catch(() => null)
  return kept === null ? null : JSON.parse(kept)
}

/** Makes a data directory with 1,000 features, 10,000 sections and a million accounts, unless it is one. Resolves to who may sign in. */
export async function makeLargeWorld(dataDir: string): Promise<SignIn> {
  const known = await knownIn(dataDir)
  if (known !== null) return known
  const postgres = await startEmbeddedPostgres({ dataDir })
  try {
    await migrate(postgres.url)
    await fillAccounts(postgres.url)
    const person = await fillRules(postgres.url)
    await writeFile(path.join(dataDir, KEPT), JSON.stringify(person), { mode: 0o600 })
    return person
  } finally {
    await postgres.stop()
  }
}
