import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createApiKey } from '@/lib/changes/create-api-key'
import { createConsoleUser } from '@/lib/changes/create-console-user'
import { CONSOLE_POOL, createPool } from '@/lib/db/pool'
import { startEmbeddedPostgres } from '@/lib/embedded-postgres'
import { migrate } from '@/scripts/db-migrate'
import { moveToCore, SERVER_CORE } from './cores'
import { copyDatabase, type DataSize, fillDatabase } from './data'

const BENCH = { kind: 'command', id: 'bench', name: 'Bench' } as const
const SMALL: DataSize = { projects: 1000, sections: 10_000, users: 100_000 }
const ACTORS: DataSize = { projects: 100, sections: 1000, users: 1000 }
const LARGE: DataSize = { projects: 50_000, sections: 100_000, users: 1000 }

export interface SignIn {
  readonly email: string
  readonly password: string
}

/** What everything stands on: a PostgreSQL of the bench's own, with databases of several sizes, and who may ask. */
export interface Ground {
  readonly workDir: string
  readonly key: string
  readonly signIn: SignIn
  readonly databases: Readonly<Record<'small' | 'actors' | 'large', string>>
  clear(): Promise<void>
}

async function admit(databaseUrl: string): Promise<{ key: string; signIn: SignIn }> {
  const pool = createPool(databaseUrl, CONSOLE_POOL, () => {})
  try {
    const context = { pool, principal: BENCH, requestId: 'bench' }
    const { value: made } = await createApiKey(context, { name: 'Bench', scopes: ['decide', 'admin'] })
    const someone = { email: 'bench@example.edu', role: 'system_admin' } as const
    const { value: signIn } = await createConsoleUser(context, someone)
    return { key: made.key, signIn }
  } finally {
    await pool.end()
  }
}

async function fillAll(url: string): Promise<Omit<Ground, 'workDir' | 'clear'>> {
  await migrate(url)
  const admitted = await admit(url)
  const databases = { small: url, actors: await copyDatabase(url, 'actors'), large: await copyDatabase(url, 'large') }
  await fillDatabase(databases.small, SMALL)
  await fillDatabase(databases.actors, ACTORS)
  await fillDatabase(databases.large, LARGE)
  return { ...admitted, databases }
}

/** Starts PostgreSQL on the servers' core and fills its databases. */
export async function prepareGround(): Promise<Ground> {
  const workDir = await mkdtemp(path.join(tmpdir(), 'aviary-bench-'))
  const postgres = await startEmbeddedPostgres({
    dataDir: path.join(workDir, 'data'),
    settings: { shared_preload_libraries: 'pg_stat_statements' },
  })
  const clear = async () => {
    await postgres.stop()
    await rm(workDir, { recursive: true, force: true })
  }
  try {
    const filled = await fillAll(postgres.url)
    moveToCore(SERVER_CORE, postgres.pid)
    return { ...filled, workDir, clear }
  } catch (error) {
    await clear()
    throw error
  }
}
