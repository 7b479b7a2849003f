import type pg from 'pg'
import { pendingMigrations } from '@/lib/db/migrations'
import { runCommand } from './support/command'
import { commandDatabaseUrl } from './support/database-url'
import { failedMigration, settle } from './support/failed-migration'
import { isMain } from './support/is-main'
import { isLockConflict, LockConflict, retryWhenLocked } from './support/lock-conflict'
import { inMigrationSession } from './support/migration-session'
import { runPrisma } from './support/prisma'
import { renewRuntimeRoles } from './support/runtime-role'
import { refuseUse } from './support/usage'

type Say = (sentence: string) => void

/** @throws LockConflict where a lock was in the way: that migration is settled, and the deploy may be tried again */
async function deploy(client: pg.Client, databaseUrl: string, say: Say): Promise<void> {
  const { isOk, output } = await runPrisma(['migrate', 'deploy'], databaseUrl)
  if (isOk) return
  const failed = await failedMigration(client)
  if (failed === null || !isLockConflict(failed.code)) throw new Error(`The migrations stopped.\n${output}`)
  say(`${failed.name} found its tables locked, changed nothing, and is tried again.`)
  await settle(client, databaseUrl, failed)
  throw new LockConflict(failed.code, `${failed.name} found its tables locked.`)
}

async function apply(client: pg.Client, databaseUrl: string, say: Say): Promise<readonly string[]> {
  const failed = await failedMigration(client)
  if (failed !== null) await settle(client, databaseUrl, failed)
  const pending = await pendingMigrations(client)
  if (pending.length === 0) return []
  await retryWhenLocked(() => deploy(client, databaseUrl, say))
  await renewRuntimeRoles(client)
  const left = new Set(await pendingMigrations(client))
  return pending.filter((name) => !left.has(name))
}

/**
 * Brings a database's schema up to this build. Where a live table is locked it gives way and tries again; a migration
 * that was interrupted earlier is settled first. Two that run at once take turns.
 * @param say told of what is going on, a sentence each
 * @returns the names of the migrations that were applied, oldest first
 * @throws a sentence
 */
export function migrate(databaseUrl: string, say: Say = () => {}): Promise<readonly string[]> {
  return inMigrationSession(databaseUrl, (client) => apply(client, databaseUrl, say))
}

async function main(): Promise<void> {
  const applied = await migrate(await commandDatabaseUrl(), (sentence) => console.log(sentence))
  for (const name of applied) console.log(`Applied ${name}.`)
  console.log(applied.length === 0 ? 'Nothing to apply: the database is up to date.' : 'The database is up to date.')
}

if (isMain(import.meta.url)) {
  if (process.argv.length > 2) refuseUse('Use: npm run db:migrate')
  else runCommand(main)
}
