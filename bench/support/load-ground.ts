import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { createApiKey } from '@/lib/changes/create-api-key'
import { importState } from '@/lib/changes/import-state'
import { type StateDocument, stateDocument } from '@/lib/contracts/state-document'
import { CONSOLE_POOL, createPool } from '@/lib/db/pool'
import { migrate } from '@/scripts/db-migrate'
import { bundleFront } from '@/scripts/support/build'
import { inSession } from '@/scripts/support/migration-session'
import { makeRuntimeRole, newPassword, urlAs } from '@/scripts/support/runtime-role'
import { type PostgresGround, preparePostgres } from './postgres-ground'

export const NODE_ROLE = 'load_node'
const LOAD = { kind: 'command', id: 'load', name: 'Load' } as const

/** A PostgreSQL that holds an imported world, and who may ask. */
export interface LoadGround extends PostgresGround {
  /** As the nodes run, so that their queries can be told apart. */
  readonly nodeUrl: string
  readonly key: string
  readonly world: StateDocument
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

/** @param worldFile a state document, as an export gives it */
export const prepareLoadGround = (worldFile: string): Promise<LoadGround> =>
  preparePostgres('load', (databaseUrl) => fill(databaseUrl, worldFile))
