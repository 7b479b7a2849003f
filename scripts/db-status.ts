import { type AppliedMigration, appliedMigrations, migrationNames } from '@/lib/db/migrations'
import { runCommand } from './support/command'
import { commandDatabaseUrl } from './support/database-url'
import { failedMigration } from './support/failed-migration'
import { checksum, migrationScript } from './support/migration-files'
import { inSession } from './support/migration-session'
import { refuseUse } from './support/usage'

async function line({ name, checksum: then, finishedAt }: AppliedMigration): Promise<string> {
  const script = await migrationScript(name)
  const remark =
    script === null
      ? ', unknown to this build'
      : checksum(script) === then
        ? ''
        : ', modified since: what runs is what it was'
  return `applied   ${name}  ${finishedAt.toISOString()}${remark}`
}

/** Prints what the database has and lacks. Exit status 1 when it lacks something. */
async function main(): Promise<void> {
  const [applied, failed] = await inSession(await commandDatabaseUrl(), async (client) => [
    await appliedMigrations(client),
    await failedMigration(client),
  ])
  const pending = (await migrationNames()).filter((name) => !applied.some((own) => own.name === name))
  for (const migration of applied) console.log(await line(migration))
  for (const name of pending) {
    console.log(`pending   ${name}${failed?.name === name ? '  begun and not finished: db:migrate settles it' : ''}`)
  }
  console.log(`${applied.length} applied, ${pending.length} pending.`)
  if (pending.length > 0) process.exitCode = 1
}

if (process.argv.length > 2) refuseUse('Use: npm run db:status')
else runCommand(main)
