import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { arch, cpus, tmpdir, totalmem, type } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { startEmbeddedPostgres } from '@/lib/embedded-postgres'
import { migrate } from './db-migrate'
import { mustRun, type Ran, runCommandOf } from './rehearse/command'
import { earlierRows, refuseLoss } from './rehearse/earlier-rows'
import { makeOldSystem, OLD_FEATURES } from './rehearse/old-system'
import { runCommand } from './support/command'
import { inSession } from './support/migration-session'
import { refuseUse } from './support/usage'

const USAGE = `Use: npm run rehearse [-- --users <count>] [-- --report]
Makes up a database of the system before Aviary with a million users, moves it over into a PostgreSQL of its own, and
throws both away. --report writes docs/rehearsal.md.`
const REPORT = 'docs/rehearsal.md'
const SIZE = { authors: 50_000, projects: 4000, sections: 25_000 }
const BASE = '20260101000000_base'

interface Step {
  readonly what: string
  readonly seconds: number
  readonly memoryMb: number | null
  readonly said: string
}

interface Ground {
  readonly oldUrl: string
  readonly url: string
  readonly users: number
  readonly featureFile: string
  readonly steps: Step[]
}

const say = (sentence: string) => process.stderr.write(`${sentence}\n`)

const countUsers = (url: string) =>
  inSession(url, async (client) => Number((await client.query('SELECT count(*) FROM users')).rows[0].count))

function add(
  ground: Ground,
  what: string,
  { seconds, memoryMb, output }: Pick<Ran, 'seconds' | 'memoryMb' | 'output'>,
): void {
  ground.steps.push({ what, seconds, memoryMb, said: output.trim() })
  say(`${what}: ${seconds.toFixed(0)} s`)
}

async function timed(ground: Ground, what: string, work: () => Promise<string>): Promise<void> {
  const startedAtMs = performance.now()
  const output = await work()
  add(ground, what, { output, seconds: (performance.now() - startedAtMs) / 1000, memoryMb: null })
}

const moveArgs = ({ oldUrl, featureFile }: Ground, ...more: string[]) => [
  '--from',
  oldUrl,
  '--features',
  featureFile,
  ...more,
]

async function moveOver(ground: Ground): Promise<void> {
  const { url, users } = ground
  add(ground, 'Dry run', await mustRun('scripts/migrate-in.ts', moveArgs(ground), url))
  if ((await countUsers(url)) !== 0) throw new Error('The dry run wrote.')

  const half = Math.max(50_000, Math.floor(users / 100_000) * 50_000)
  const killed = await runCommandOf('scripts/migrate-in.ts', moveArgs(ground, '--apply'), {
    databaseUrl: url,
    killedAt: `users: ${half}`,
  })
  const there = await countUsers(url)
  if (killed.status === 0 || there === 0 || there >= users)
    throw new Error(`It was not ended half-way: ${there} users.`)
  add(ground, 'Moved, and killed half-way', { ...killed, output: `${there.toLocaleString('en-US')} users were there.` })
  add(
    ground,
    'Run again, to the end, and compared',
    await mustRun('scripts/migrate-in.ts', moveArgs(ground, '--apply'), url),
  )
  add(ground, 'Once more: nothing to do', await mustRun('scripts/migrate-in.ts', moveArgs(ground, '--apply'), url))
}

async function backAndForth(ground: Ground): Promise<void> {
  const { url } = ground
  const before = await inSession(url, earlierRows)
  const told = Object.entries(before).map(([table, digest]) => `${table}: ${digest}`)
  const back = await mustRun('scripts/db-rollback.ts', ['--to', BASE, '--yes'], url)
  add(ground, 'Canary migrations taken back', { ...back, output: back.output.replaceAll(/^Took back .*\n/gm, '') })
  refuseLoss(before, await inSession(url, earlierRows), 'Taken back')
  await timed(ground, 'And applied again', async () => {
    const applied = await migrate(url)
    return `${applied.length} migrations.`
  })
  refuseLoss(before, await inSession(url, earlierRows), 'Applied again')
  await timed(ground, 'Every earlier row, byte for byte', async () => told.join('\n'))
  const args = moveArgs(ground, '--apply')
  add(
    ground,
    'Moved over again: rollouts, exemptions, internal flags',
    await mustRun('scripts/migrate-in.ts', args, url),
  )
  add(ground, 'The audit trail', await mustRun('scripts/audit-verify.ts', [], url))
}

function report({ steps, users }: Ground): string {
  const machine = `${cpus()[0]?.model}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, ${type()} ${arch()}, Node ${process.version}`
  const cell = ({ what, seconds, memoryMb }: Step) => `| ${what} | ${seconds.toFixed(0)} | ${memoryMb ?? ''} |`
  const told = steps
    .filter(({ said }) => said !== '')
    .map(({ what, said }) => `### ${what}\n\n\`\`\`text\n${said}\n\`\`\`\n`)
  return `# A rehearsal of moving over

\`npm run rehearse -- --report\` makes this page anew. It makes up a database as the system before Aviary has it, with ${users.toLocaleString('en-US')} users: integer ids, features in the code, and what years leave behind. Nobody's data is in it. [Moving over](moving-over.md) says how it is done for real.

${new Date().toISOString().slice(0, 10)}. ${machine}. Both databases on one PostgreSQL of the same machine.

| step | seconds | memory, MB |
| --- | --- | --- |
${steps.map(cell).join('\n')}

## What was said

${told.join('\n')}`
}

async function main({ users, isReported }: { users: number; isReported: boolean }): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'aviary-rehearsal-'))
  const postgres = await startEmbeddedPostgres({ dataDir: path.join(folder, 'data') })
  try {
    const at = (name: string) => Object.assign(new URL(postgres.url), { pathname: `/${name}` }).href
    await inSession(postgres.url, (client) => client.query('CREATE DATABASE old_system'))
    const featureFile = path.join(folder, 'features.json')
    await writeFile(featureFile, JSON.stringify(OLD_FEATURES))
    const ground: Ground = { oldUrl: at('old_system'), url: postgres.url, users, featureFile, steps: [] }
    await timed(ground, 'An old database, made up', async () => {
      await inSession(ground.oldUrl, (client) => makeOldSystem(client, { ...SIZE, users }))
      return ''
    })
    await timed(
      ground,
      'Migrations on an empty database',
      async () => `${(await migrate(ground.url)).length} migrations.`,
    )
    await moveOver(ground)
    await backAndForth(ground)
    const text = report(ground)
    if (isReported) await writeFile(REPORT, text)
    console.log(text)
  } finally {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

function given(): { users: number; isReported: boolean } | null {
  try {
    const options = {
      users: { type: 'string', default: '1000000' },
      report: { type: 'boolean', default: false },
    } as const
    const { users, report: isReported } = parseArgs({ options }).values
    // Fewer would be over before they can be ended half-way.
    return /^\d{6,7}$/.test(users) ? { users: Number(users), isReported } : null
  } catch {
    return null
  }
}

const input = given()
if (input === null) refuseUse(USAGE)
else runCommand(() => main(input))
