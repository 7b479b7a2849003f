import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrationNames, migrationsArePending } from '@/lib/db/migrations'
import { migrate } from '../scripts/db-migrate'
import { earlierRows } from '../scripts/rehearse/earlier-rows'
import { downScript, migrationScript } from '../scripts/support/migration-files'
import { runPrisma } from '../scripts/support/prisma'
import { takeBack } from '../scripts/support/take-back'
import { BASE_USERS, fillBase } from './support/base-rows'
import { runScript } from './support/command'
import { startTraffic, type TrafficReport } from './support/live-traffic'
import { createDatabase, type TestDatabase, testDatabase } from './support/postgres'
import { dumpSchema } from './support/schema-dump'

const BASE = '20260101000000_base'
const COLUMNS = '20260301000000_canary_columns'
const TABLES = '20260301000100_canary_tables'
const FIRST_INDEX = '20260301000200_internal_users_index'
const SEARCH = '20260301000400_search_extension'
const LAST = '20260301000900_revision_and_audit'
/** What a writer may wait at the very most: the migrations' own lock time-outs are far below. */
const LONGEST_STALL_MS = 5000

const migrated = testDatabase()
const names = await migrationNames()
const opened: { client: pg.Client; database?: TestDatabase }[] = []

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  opened.push({ client })
  return client
}

/** A database of its own, a copy of the migrated one unless it is to be empty. */
async function fresh(kind: 'empty' | 'migrated'): Promise<{ url: string; client: pg.Client }> {
  const template = kind === 'empty' ? 'template1' : new URL(migrated.url).pathname.slice(1)
  const database = await createDatabase('migrations', template)
  const client = await connect(database.url)
  opened.push({ client, database })
  return { url: database.url, client }
}

const rollBack = (url: string, args: readonly string[], typed = '') =>
  runScript('scripts/db-rollback.ts', args, { DATABASE_URL: url }, typed)
const status = (url: string) => runScript('scripts/db-status.ts', [], { DATABASE_URL: url })

/** A database that has the migrations up to `name`. */
async function at(name: string): Promise<{ url: string; client: pg.Client }> {
  const database = await fresh('migrated')
  for (const newer of names.slice(names.indexOf(name) + 1).reverse()) {
    await takeBack(database.client, newer, (await downScript(newer)) ?? '')
  }
  return database
}

beforeAll(() => migrate(migrated.url))
afterAll(async () => {
  for (const { client, database } of opened.reverse()) {
    await client.end()
    await database?.drop()
  }
})

describe('the migrations', () => {
  test('lead an empty database to all that this build needs, once', async () => {
    const { url, client } = await fresh('empty')
    expect(await migrationsArePending(client)).toBe(true)
    const [first, second] = await Promise.all([migrate(url), migrate(url)])
    expect([...first, ...second]).toEqual(names)
    expect([first.length, second.length]).toContain(0)
    expect(await migrationsArePending(client)).toBe(false)
  })

  test.each([['--from-config-datasource'], ['--from-migrations', 'prisma/migrations']])(
    'make the very tables of schema.prisma (%s)',
    async (...from) => {
      const diff = ['migrate', 'diff', ...from, '--to-schema', 'prisma/schema.prisma', '--exit-code']
      expect(await runPrisma(diff, migrated.url)).toMatchObject({ status: 0 })
    },
  )

  test('can each be taken back and applied again, and the schema is the same each time', async () => {
    const { client } = await fresh('empty')
    for (const name of names) {
      const [up, down] = [await migrationScript(name), await downScript(name)]
      const before = await dumpSchema(client)
      await client.query(up ?? '')
      const after = await dumpSchema(client)
      expect(after, name).not.toEqual(before)
      await client.query(down ?? '')
      expect(await dumpSchema(client), `after taking back ${name}`).toEqual(before)
      await client.query(up ?? '')
      expect(await dumpSchema(client), `after applying ${name} again`).toEqual(after)
    }
  })

  test('set their lock time-out for themselves alone', async () => {
    const { client } = await fresh('empty')
    for (const name of names) await client.query((await migrationScript(name)) ?? '')
    const { rows } = await client.query('SHOW lock_timeout')
    expect(rows).toEqual([{ lock_timeout: '0' }])
  })
})

describe('on a populated base', () => {
  let url: string
  let client: pg.Client
  let report: TrafficReport

  beforeAll(async () => {
    ;({ url, client } = await at(BASE))
    await fillBase(client)
    const traffic = startTraffic(url)
    try {
      await sleep(300)
      await migrate(url)
      await sleep(300)
    } finally {
      report = await traffic.stop()
    }
  })

  const found = async (sql: string) => new Map((await client.query({ text: sql, rowMode: 'array' })).rows as [])

  test('are applied while people read and write, none of whom fails or waits for long', () => {
    const { writes, reads } = report
    const longest = `The longest wait of ${writes} writes was ${report.longestWriteMs.toFixed(0)} ms, of ${reads} reads ${report.longestReadMs.toFixed(0)} ms.`
    expect(report.failures, longest).toEqual([])
    expect(writes, longest).toBeGreaterThan(100)
    expect(reads, longest).toBeGreaterThan(30)
    expect(Math.max(report.longestWriteMs, report.longestReadMs), longest).toBeLessThan(LONGEST_STALL_MS)
  })

  test('lose no write that was acknowledged meanwhile', async () => {
    const [accounts, emails] = [
      await found('SELECT id, name FROM users'),
      await found('SELECT id, email FROM users WHERE email IS NOT NULL'),
    ]
    const optIns = await found(
      `SELECT feature_name || ' ' || coalesce(project_id, section_id), true FROM scoped_feature_flag_states`,
    )
    expect(accounts.size).toBeGreaterThan(BASE_USERS)
    expect([...report.names].filter(([id, name]) => accounts.get(id) !== name)).toEqual([])
    expect([...report.emails].filter(([id, email]) => emails.get(id) !== email)).toEqual([])
    expect([...report.optIns].filter(([place, isIn]) => optIns.has(place) !== isIn)).toEqual([])
  })

  test('are taken back and applied again with every row of before still there, byte for byte', async () => {
    const before = await earlierRows(client)
    expect(before.users).toContain(
      `${BASE_USERS + report.names.size - [...report.names.keys()].filter((id) => id.startsWith('u')).length} rows`,
    )
    await client.query(`UPDATE users SET is_internal = true WHERE id = 'u7'`)
    expect(await rollBack(url, ['--to', BASE, '--yes'])).toMatchObject({ status: 0 })
    expect(await earlierRows(client)).toEqual(before)
    expect(await migrate(url)).toEqual(names.slice(1))
    expect(await earlierRows(client)).toEqual(before)
    const { rows } = await client.query('SELECT FROM users WHERE is_internal')
    expect(rows).toEqual([])
  })
})

describe('when a lock is in the way', () => {
  test('a migration gives way to whoever holds it, stops no reader meanwhile, and is tried again', async () => {
    const { url, client } = await at(BASE)
    const holder = await connect(url)
    await holder.query('BEGIN; LOCK TABLE users IN ACCESS SHARE MODE')
    const said: string[] = []
    const migrating = migrate(url, (sentence) => {
      said.push(sentence)
      if (said.length === 1) void holder.query('COMMIT')
    })
    let [isOver, longestMs] = [false, 0]
    const over = migrating.finally(() => (isOver = true))
    while (!isOver) {
      const askedAtMs = performance.now()
      await client.query('SELECT FROM users LIMIT 1')
      longestMs = Math.max(longestMs, performance.now() - askedAtMs)
      await sleep(5)
    }
    expect(await over).toEqual(names.slice(1))
    expect(said).toEqual([`${COLUMNS} found its tables locked, changed nothing, and is tried again.`])
    expect(longestMs).toBeLessThan(LONGEST_STALL_MS)
  })

  test('a half-made index is removed before the next attempt', async () => {
    const { url, client } = await at(TABLES)
    const { pathname } = new URL(url)
    await client.query(`ALTER DATABASE ${pg.escapeIdentifier(pathname.slice(1))} SET lock_timeout = '200ms'`)
    const holder = await connect(url)
    await holder.query(`BEGIN; INSERT INTO users (id, name) VALUES ('open', 'Open')`)
    const said: string[] = []
    const applied = await migrate(url, (sentence) => {
      said.push(sentence)
      void holder.query('COMMIT')
    })
    expect(said).toEqual([`${FIRST_INDEX} found its tables locked, changed nothing, and is tried again.`])
    expect(applied).toEqual(names.slice(names.indexOf(FIRST_INDEX)))
    const { rows } = await client.query('SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid')
    expect(rows).toEqual([])
  })
})

describe('a migration that was interrupted', () => {
  const UNFINISHED = `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at) VALUES (gen_random_uuid()::text, '', $1, now())`

  test('is settled as applied where its script had come through', async () => {
    const { url, client } = await fresh('migrated')
    await client.query('DELETE FROM _prisma_migrations WHERE migration_name = $1', [LAST])
    await client.query(UNFINISHED, [LAST])
    expect(await status(url)).toMatchObject({ status: 1, stdout: expect.stringContaining(`pending   ${LAST}  begun`) })
    expect((await rollBack(url, ['--to', BASE, '--yes'])).stderr).toContain('settle it with npm run db:migrate')
    expect(await migrate(url)).toEqual([])
    expect(await migrationsArePending(client)).toBe(false)
  })

  test('is applied again where it had not', async () => {
    const { url, client } = await at(SEARCH)
    await client.query(UNFINISHED, [names[names.indexOf(SEARCH) + 1]])
    await client.query('CREATE TABLE precious AS SELECT 1 AS one')
    expect(await migrate(url)).toEqual(names.slice(names.indexOf(SEARCH) + 2))
    expect(await migrationsArePending(client)).toBe(false)
    const { rows } = await client.query(`SELECT to_regclass('users_name_search_idx') IS NOT NULL AS is_there`)
    expect(rows).toEqual([{ is_there: true }])
  })
})

describe('npm run db:status', () => {
  test('says what is applied, and ends well when nothing is pending', async () => {
    const { status: code, stdout, stderr } = await status(migrated.url)
    for (const name of names) expect(stdout).toContain(`applied   ${name}`)
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toContain(`${names.length} applied, 0 pending.`)
  })

  test('says what is pending, changed since and unknown, and ends with 1', async () => {
    const { url, client } = await at(SEARCH)
    await client.query(`UPDATE _prisma_migrations SET checksum = 'other' WHERE migration_name = $1`, [TABLES])
    await client.query(
      `UPDATE _prisma_migrations SET migration_name = '20250101000000_other' WHERE migration_name = $1`,
      [SEARCH],
    )
    const { status: code, stdout } = await status(url)
    expect(code).toBe(1)
    expect(stdout).toMatch(new RegExp(`^applied   ${TABLES}.*modified since`, 'm'))
    expect(stdout).toMatch(/^applied {3}20250101000000_other.*unknown to this build/m)
    expect(stdout).toMatch(new RegExp(`^pending   ${LAST}$`, 'm'))
  })
})

describe('npm run db:rollback', () => {
  test('asks first, says what will be lost, and without the answer changes nothing', async () => {
    const { url } = await fresh('migrated')
    for (const typed of ['', `${BASE}\n`]) {
      const run = await rollBack(url, ['--to', TABLES], typed)
      expect(run).toMatchObject({ status: 1, stderr: 'Not confirmed: nothing was changed.\n' })
      expect(run.stdout).toContain('no longer counted, announced or audited')
    }
    expect((await status(url)).status).toBe(0)
  })

  test('goes on when the name is typed, and goes back to it and no further', async () => {
    const { url } = await fresh('migrated')
    const run = await rollBack(url, ['--to', BASE], `${BASE}\n`)
    expect(run.stdout).toContain('Loses: rollouts, exemptions, the audit trail, console users, API keys, settings.')
    expect(run).toMatchObject({ status: 0, stderr: '' })
    expect((await status(url)).stdout).toContain(`1 applied, ${names.length - 1} pending.`)
    expect((await rollBack(url, ['--to', BASE])).stdout).toBe(`Nothing to take back after ${BASE}.\n`)
  })

  test('takes back everything when told so, leaving nothing behind', async () => {
    const { url, client } = await fresh('migrated')
    const bare = await fresh('empty')
    expect(await rollBack(url, ['--to', 'nothing', '--yes'])).toMatchObject({ status: 0 })
    expect(await dumpSchema(client)).toEqual(await dumpSchema(bare.client))
  })

  test('keeps what it can not take back whole, with its record', async () => {
    const { url, client } = await fresh('migrated')
    await client.query('CREATE VIEW someone_elses AS SELECT id FROM nodes')
    const run = await rollBack(url, ['--to', BASE, '--yes'])
    expect(run.status).toBe(1)
    expect(run.stderr).toContain(`${TABLES} is not taken back: cannot drop desired object(s)`)
    expect(run.stderr).toContain('view someone_elses depends on table nodes')
    expect((await status(url)).stdout).toContain(`3 applied, ${names.length - 3} pending.`)
    expect((await client.query('SELECT count(*)::int AS n FROM state_revision')).rows).toEqual([{ n: 1 }])
  })

  test('leaves an extension that something else uses', async () => {
    const { url, client } = await fresh('migrated')
    await client.query('CREATE TABLE other (t text); CREATE INDEX ON other USING gin (t gin_trgm_ops)')
    expect(await rollBack(url, ['--to', 'nothing', '--yes'])).toMatchObject({ status: 0 })
  })

  test.each([[[]], [['--to', '20990101000000_unknown']], [['--to', LAST, '--force']]])(
    'refuses to be used as %j',
    async (args) => {
      const run = await rollBack(migrated.url, args)
      expect(run).toMatchObject({ status: 2, stdout: '' })
      expect(run.stderr).toContain('Use: npm run db:rollback -- --to <migration>')
    },
  )
})

test.each(['db-migrate', 'db-status'])(
  '%s says a sentence when it is used wrongly, or there is no database',
  async (name) => {
    const script = `scripts/${name}.ts`
    expect(await runScript(script, ['--all'], { DATABASE_URL: migrated.url })).toMatchObject({ status: 2, stdout: '' })
    const none = await runScript(script, [], { DATABASE_URL: '', AVIARY_DATA_DIR: '/nonexistent/aviary' })
    expect(none).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringMatching(/^No database: set DATABASE_URL, .*\n$/),
    })
    const away = await runScript(script, [], { DATABASE_URL: 'postgresql://aviary:s3cret@127.0.0.1:1/aviary' })
    expect(away).toMatchObject({ status: 1, stdout: '', stderr: expect.stringMatching(/^[^\n]+\n$/) })
    expect(away.stderr).not.toContain('s3cret')
  },
)
