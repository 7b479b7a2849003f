import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { createApiKey } from '@/lib/changes/create-api-key'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@/lib/embedded-postgres'
import { migrate } from '../scripts/db-migrate'
import { inSession } from '../scripts/support/migration-session'
import { operator } from '../scripts/support/operator'
import { makeRuntimeRole, newPassword, urlAs } from '../scripts/support/runtime-role'
import { FIRST_FACTS } from './directory'
import { type ChaosProcess, createProcess } from './process'

const NODES = ['node-1', 'node-2', 'node-3']
export const ROLE = 'chaos_app'
// What was committed survives the death of PostgreSQL, though not the machine's: the run does not outlive that either.
const SETTINGS = { fsync: 'off', max_connections: '100' }

/** What a run breaks: three nodes and a door for changes, each behind a proxy of its own, over one PostgreSQL. */
export interface Ground {
  readonly nodes: readonly ChaosProcess[]
  readonly door: ChaosProcess
  /** A key with scope admin. */
  readonly key: string
  /** As the tables' owner, past every proxy. */
  readonly sql: pg.Pool
  readonly database: RestartablePostgres
  clear(): Promise<void>
}

export interface RestartablePostgres {
  stop(): Promise<void>
  kill(): Promise<void>
  start(): Promise<void>
}

function restartable(dataDir: string, first: EmbeddedPostgres): RestartablePostgres {
  let running = first
  const port = Number(new URL(first.url).port)
  return {
    stop: () => running.stop(),
    kill: async () => {
      process.kill(running.pid, 'SIGKILL')
      await running.stop()
    },
    start: async () => {
      running = await startEmbeddedPostgres({ dataDir, port, settings: SETTINGS })
    },
  }
}

async function prepare(url: string, pool: pg.Pool): Promise<{ key: string; applicationUrl: string }> {
  await migrate(url)
  const role = { name: ROLE, password: newPassword() }
  await inSession(url, (client) => makeRuntimeRole(client, role))
  await pool.query(FIRST_FACTS)
  const context = { pool, principal: operator(), requestId: 'chaos' }
  const { value } = await createApiKey(context, { name: 'Chaos', scopes: ['admin'] })
  return { key: value.key, applicationUrl: urlAs(url, role) }
}

/** @param maxStalenessMs the nodes' bound; shorter than some faults last, so that they reach it */
export async function prepareGround(maxStalenessMs: number): Promise<Ground> {
  const workDir = await mkdtemp(path.join(tmpdir(), 'aviary-chaos-'))
  await chmod(workDir, 0o755)
  const postgres = await startEmbeddedPostgres({ dataDir: workDir, settings: SETTINGS })
  const database = restartable(workDir, postgres)
  const started: ChaosProcess[] = []
  const sql = new pg.Pool({
    connectionString: postgres.url,
    max: 4,
    connectionTimeoutMillis: 10_000,
    query_timeout: 10_000,
    application_name: 'chaos',
  })
  // What a client in use is told between two queries is told to its next query too.
  sql.on('error', () => {}).on('connect', (client) => client.on('error', () => {}))
  const clear = async () => {
    await Promise.all(started.map((own) => own.close()))
    await sql.end()
    await database.stop()
    await rm(workDir, { recursive: true, force: true })
  }
  try {
    const { key, applicationUrl } = await prepare(postgres.url, sql)
    const settings = { AVIARY_MAX_STALENESS_MS: String(maxStalenessMs), LOG_LEVEL: 'info' }
    const start = async (name: string, entry: string) => {
      const own = await createProcess({ name, entry, databaseUrl: applicationUrl, settings })
      started.push(own)
      return own
    }
    const door = await start('door', 'chaos/change-door.ts')
    const nodes: ChaosProcess[] = []
    for (const name of NODES) nodes.push(await start(name, 'server.ts'))
    return { nodes, door, key, sql, database, clear }
  } catch (error) {
    await clear()
    throw error
  }
}
