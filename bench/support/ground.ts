import { createApiKey } from '@/lib/changes/create-api-key'
import { createConsoleUser } from '@/lib/changes/create-console-user'
import { CONSOLE_POOL, createPool } from '@/lib/db/pool'
import { migrate } from '@/scripts/db-migrate'
import { copyDatabase, type DataSize, fillDatabase } from './data'
import { type PostgresGround, preparePostgres } from './postgres-ground'

const BENCH = { kind: 'command', id: 'bench', name: 'Bench' } as const
const SMALL: DataSize = { projects: 1000, sections: 10_000, users: 100_000 }
const ACTORS: DataSize = { projects: 100, sections: 1000, users: 1000 }
const LARGE: DataSize = { projects: 50_000, sections: 100_000, users: 1000 }

export interface SignIn {
  readonly email: string
  readonly password: string
}

/** What everything stands on: a PostgreSQL of the bench's own, with databases of several sizes, and who may ask. */
export interface Ground extends PostgresGround {
  readonly key: string
  readonly signIn: SignIn
  readonly databases: Readonly<Record<'small' | 'actors' | 'large', string>>
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

async function fillAll(url: string): Promise<Omit<Ground, keyof PostgresGround>> {
  await migrate(url)
  const admitted = await admit(url)
  const databases = { small: url, actors: await copyDatabase(url, 'actors'), large: await copyDatabase(url, 'large') }
  await fillDatabase(databases.small, SMALL)
  await fillDatabase(databases.actors, ACTORS)
  await fillDatabase(databases.large, LARGE)
  return { ...admitted, databases }
}

/** Starts PostgreSQL and fills its databases. */
export const prepareGround = (): Promise<Ground> => preparePostgres('bench', fillAll)
