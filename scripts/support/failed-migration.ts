import pg from 'pg'
import { retryWhenLocked } from './lock-conflict'
import { migrationScript, runsAlone } from './migration-files'
import { runPrisma } from './prisma'

export interface FailedMigration {
  readonly name: string
  /** PostgreSQL's SQLSTATE; null where the command ended before it learned how the script did. */
  readonly code: string | null
}

const ALREADY_THERE = new Set(['42P06', '42P07', '42701', '42710', '42723'])

/** The migration that was begun and not finished, which stops all that follow; null if there is none. */
export async function failedMigration(client: pg.Client): Promise<FailedMigration | null> {
  const { rows: tables } = await client.query(`SELECT to_regclass('_prisma_migrations') AS is_there`)
  if (tables[0].is_there === null) return null
  const { rows } = await client.query(
    'SELECT migration_name AS name, logs FROM _prisma_migrations WHERE finished_at IS NULL AND rolled_back_at IS NULL',
  )
  if (rows.length === 0) return null
  const code = /(?:SQLSTATE|Database error code:)\s*(\w{5})/.exec(rows[0].logs ?? '')?.[1]
  return { name: rows[0].name, code: code ?? (rows[0].logs ? 'XX000' : null) }
}

/** CREATE INDEX CONCURRENTLY that fails leaves its index behind, unusable and in the way. */
async function dropInvalidIndexes(client: pg.Client, script: string): Promise<void> {
  const { rows } = await client.query(
    `SELECT c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     WHERE NOT i.indisvalid AND c.relnamespace = current_schema()::regnamespace
       AND c.relname = ANY (regexp_split_to_array($1, '\\W+'))`,
    [script],
  )
  for (const { name } of rows) await client.query(`DROP INDEX CONCURRENTLY IF EXISTS ${pg.escapeIdentifier(name)}`)
}

async function tryScript(client: pg.Client, script: string): Promise<boolean> {
  try {
    await client.query(runsAlone(script) ? script : `BEGIN; ${script}`)
    return runsAlone(script)
  } catch (error) {
    if (ALREADY_THERE.has((error as pg.DatabaseError).code ?? '')) return true
    throw error
  } finally {
    await client.query('ROLLBACK')
  }
}

/** Whether a script is in force, found by trying it: each is one transaction, so all of it is there or nothing. */
function isInForce(client: pg.Client, script: string): Promise<boolean> {
  return retryWhenLocked(() => tryScript(client, script))
}

/**
 * Settles a migration that failed or was interrupted, so that the next attempt starts from a clean state.
 * @throws a sentence when it can't be settled
 */
export async function settle(client: pg.Client, databaseUrl: string, { name, code }: FailedMigration): Promise<void> {
  const script = await migrationScript(name)
  if (script === null)
    throw new Error(`${name} was begun by another build and not finished: finish it with that build.`)
  await dropInvalidIndexes(client, script)
  const how = code === null && (await isInForce(client, script)) ? '--applied' : '--rolled-back'
  const { isOk, output } = await runPrisma(['migrate', 'resolve', how, name], databaseUrl)
  if (!isOk) throw new Error(`${name} was begun and not finished, and can't be settled.\n${output}`)
}
