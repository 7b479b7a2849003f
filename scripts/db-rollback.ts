import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import type pg from 'pg'
import { appliedMigrations } from '@/lib/db/migrations'
import { runCommand } from './support/command'
import { commandDatabaseUrl } from './support/database-url'
import { failedMigration } from './support/failed-migration'
import { downScript, whatIsLost } from './support/migration-files'
import { inMigrationSession, inSession } from './support/migration-session'
import { takeBack } from './support/take-back'
import { refuseUse } from './support/usage'

const USAGE = `Use: npm run db:rollback -- --to <migration> [--yes]
<migration> is the one to go back to, which stays; "nothing" takes back everything.`

interface Step {
  readonly name: string
  readonly script: string
}

function given(): { readonly to: string; readonly isConfirmed: boolean } | null {
  try {
    const { values } = parseArgs({ options: { to: { type: 'string' }, yes: { type: 'boolean', default: false } } })
    return values.to ? { to: values.to, isConfirmed: values.yes } : null
  } catch {
    return null
  }
}

/** What to take back, newest first; null where `to` is no applied migration. @throws a sentence */
async function plan(client: pg.Client, to: string): Promise<readonly Step[] | null> {
  const failed = await failedMigration(client)
  if (failed !== null) throw new Error(`${failed.name} was begun and not finished: settle it with npm run db:migrate.`)
  const names = (await appliedMigrations(client)).map(({ name }) => name)
  const kept = to === 'nothing' ? 0 : names.indexOf(to) + 1
  if (kept === 0 && to !== 'nothing') return null
  return Promise.all(names.slice(kept).reverse().map(readStep))
}

async function readStep(name: string): Promise<Step> {
  const script = await downScript(name)
  if (script === null)
    throw new Error(`${name} has no down.sql in this build: take it back with the build that has it.`)
  return { name, script }
}

async function asks(to: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const ended = new Promise<string>((resolve) => terminal.once('close', () => resolve('')))
  const answer = await Promise.race([terminal.question(`Type ${to} to go on: `), ended])
  terminal.close()
  return answer.trim() === to
}

async function run(client: pg.Client, steps: readonly Step[]): Promise<void> {
  for (const { name, script } of steps) {
    await takeBack(client, name, script)
    console.log(`Took back ${name}.`)
  }
}

async function rollBack(databaseUrl: string, to: string, isConfirmed: boolean): Promise<void> {
  const steps = await inSession(databaseUrl, (client) => plan(client, to))
  if (steps === null) return refuseUse(`${to} is not applied here.\n${USAGE}`)
  if (steps.length === 0) return console.log(`Nothing to take back after ${to}.`)
  console.log('This takes back, newest first:')
  for (const { name, script } of steps) console.log(`  ${name}\n    ${whatIsLost(script)}`)
  if (!isConfirmed && !(await asks(to))) throw new Error('Not confirmed: nothing was changed.')
  await inMigrationSession(databaseUrl, async (client) => {
    // What was confirmed, and no more: while the question stood, others may have migrated.
    const now = await plan(client, to)
    if (JSON.stringify(now) !== JSON.stringify(steps)) throw new Error('It has changed meanwhile: nothing was done.')
    await run(client, steps)
  })
}

const input = given()
if (input === null) refuseUse(USAGE)
else runCommand(async () => rollBack(await commandDatabaseUrl(), input.to, input.isConfirmed))
