import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createApiKey } from '@/lib/changes/create-api-key'
import { importState } from '@/lib/changes/import-state'
import { type StateDocument, stateDocument } from '@/lib/contracts/state-document'
import { CONSOLE_POOL, createPool } from '@/lib/db/pool'
import { startEmbeddedPostgres } from '@/lib/embedded-postgres'
import { migrate } from '@/scripts/db-migrate'
import { bundleFront } from '@/scripts/support/build'
import { inSession } from '@/scripts/support/migration-session'
import { makeRuntimeRole, newPassword, urlAs } from '@/scripts/support/runtime-role'
import { moveToCore, SERVER_CORE } from './cores'

export const NODE_ROLE = 'load_node'
const LOAD = { kind: 'command', id: 'load', name: 'Load' } as const

/** A PostgreSQL that holds an imported world, and who may ask. */
export interface LoadGround {
  readonly workDir: string
  /** As its owner. */
  readonly databaseUrl: string
  /** As the nodes run, so that their queries can be told apart. */
  readonly nodeUrl: string
  readonly key: string
  readonly world: StateDocument
  clear(): Promise<void>
}

async function fill(databaseUrl: string, worldFile: string): Promise<Pick<LoadGround, 'key' | 'world' | 'nodeUrl'>> {
  const world = stateDocument.parse(JSON.parse(await readFile(worldFile, 'utf8')))
  await migrate(databaseUrl)
  const pool = createPool(databaseUrl, CONSOLE_POOL, () => {})
  try {
    const context = { pool, principal: LOAD, requestId: 'load' }
    await importState(context, world, { dryRun: false, reason: 'Load.' })
    const { value } = await createApiKey(context, { name: 'Load', scopes: ['decide', 'admin'] })
    await pool.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements')
    const role = { name: NODE_ROLE, password: newPassword() }
    await inSession(databaseUrl, (client) => makeRuntimeRole(client, role))
    return { key: value.key, world, nodeUrl: urlAs(databaseUrl, role) }
  } finally {
    await pool.end()
  }
}

/** The front alone, built anew: no console is needed here. @returns its file */
export async function frontBundle(): Promise<string> {
  const file = path.resolve('dist/load-server.mjs')
  await bundleFront(file)
  return file
}

/** Starts PostgreSQL on the servers' core. @param worldFile a state document, as an export gives it */
export async function prepareLoadGround(worldFile: string): Promise<LoadGround> {
  const workDir = await mkdtemp(path.join(tmpdir(), 'aviary-load-'))
  const postgres = await startEmbeddedPostgres({
    dataDir: path.join(workDir, 'data'),
    settings: { shared_preload_libraries: 'pg_stat_statements' },
  })
  const clear = async () => {
    await postgres.stop()
    await rm(workDir, { recursive: true, force: true })
  }
  try {
    const filled = await fill(postgres.url, worldFile)
    moveToCore(SERVER_CORE, postgres.pid)
    return { ...filled, workDir, databaseUrl: postgres.url, clear }
  } catch (error) {
    await clear()
    throw error
  }
}
