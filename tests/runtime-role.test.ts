import pg from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { importState } from '@/lib/changes/import-state'
import { setStage } from '@/lib/changes/set-stage'
import { verifyAudit } from '@/lib/queries/audit/verify-audit'
import { GLOBAL } from '@/lib/queries/places'
import { migrate } from '../scripts/db-migrate'
import { urlAs } from '../scripts/support/runtime-role'
import { runScript } from './support/command'
import { type Aviary, migratedDatabases } from './support/import'
import { EXAMPLE } from './support/import-example'
import { SYSTEM_ADMIN } from './support/principals'

const { shared } = migratedDatabases()
const aviary = shared((fresh) => fresh.load(EXAMPLE, { reason: 'moving over' }))
const INSUFFICIENT_PRIVILEGE = '42501'

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  onTestFinished(() => client.end())
  return client
}

const stateOf = (client: pg.Client, sql: string) =>
  client.query(sql).then(
    () => 'done',
    (error) => error.code,
  )

/** The role that `npm run db:role` makes for a database. */
async function madeRole(
  { url }: Aviary,
  name: string,
): Promise<{ url: string; status: number | null; stderr: string }> {
  const { status, stdout, stderr } = await runScript('scripts/db-role.ts', ['--name', name], { DATABASE_URL: url })
  return { url: stdout.trim(), status, stderr }
}

describe('the role that the application runs as', () => {
  test.each([
    ['change an audit entry', `UPDATE audit_events SET note = 'nothing'`],
    ['delete one', 'DELETE FROM audit_events WHERE id = 1'],
    ['empty the trail', 'TRUNCATE audit_events'],
    ['switch off what refuses that', 'ALTER TABLE audit_events DISABLE TRIGGER append_only'],
    ['drop it', 'DROP TRIGGER append_only ON audit_events'],
    ['switch off what records changes', 'ALTER TABLE scoped_feature_rollouts DISABLE TRIGGER USER'],
    ['act as a replica, for which no trigger fires', 'SET session_replication_role = replica'],
    [
      'replace what hashes',
      `CREATE OR REPLACE FUNCTION audit_canonical(e audit_events) RETURNS text LANGUAGE sql RETURN ''`,
    ],
    ['make a table', 'CREATE TABLE mine (id int)'],
    ['make a function', `CREATE FUNCTION mine() RETURNS int LANGUAGE sql RETURN 1`],
    ['change a table', 'ALTER TABLE features ADD COLUMN mine int'],
    ['drop a table', 'DROP TABLE audit_events'],
    ['begin a new epoch', 'UPDATE state_revision SET epoch = gen_random_uuid()'],
    ['forget a migration', 'DELETE FROM _prisma_migrations'],
    ['give itself a right', 'GRANT UPDATE ON audit_events TO CURRENT_USER'],
    ['make another role', 'CREATE ROLE mine SUPERUSER'],
  ])('can not %s', async (_what, sql) => {
    const client = await connect(aviary().applicationUrl)
    const before = await aviary().rows('SELECT to_jsonb(e) AS entry FROM audit_events e ORDER BY id')
    const outcome = await stateOf(client, sql)
    // A right that nobody could give is a warning in SQL, and gives nothing.
    expect(['done', INSUFFICIENT_PRIVILEGE]).toContain(outcome)
    if (outcome === 'done') expect(sql).toMatch(/^GRANT/)
    expect(await stateOf(client, `UPDATE audit_events SET note = 'x' WHERE false`)).toBe(INSUFFICIENT_PRIVILEGE)
    expect(await aviary().rows('SELECT to_jsonb(e) AS entry FROM audit_events e ORDER BY id')).toEqual(before)
  })

  test('makes changes, which the triggers write down under its own name where no verb does', async () => {
    const client = await connect(aviary().applicationUrl)
    const name = new URL(aviary().applicationUrl).username
    await client.query(`UPDATE scoped_feature_exemptions SET note = 'by hand'`)
    const [entry] = await aviary().rows('SELECT actor_kind, actor_id FROM audit_events ORDER BY id DESC LIMIT 1')
    expect(entry).toEqual({ actor_kind: 'outside', actor_id: name })
  })

  test('is refused by the trigger even where it owns the table', async () => {
    const client = await connect(aviary().url)
    const RESTRICT_VIOLATION = '23001'
    for (const sql of [`UPDATE audit_events SET note = 'x'`, 'DELETE FROM audit_events', 'TRUNCATE audit_events'])
      expect(await stateOf(client, sql)).toBe(RESTRICT_VIOLATION)
  })
})

describe('npm run db:role', () => {
  test('makes a role that every verb works as, and prints its address alone', async () => {
    const role = await madeRole(aviary(), 'app_made')
    expect(role).toMatchObject({ status: 0, stderr: '' })
    expect(new URL(role.url).username).toBe('app_made')
    const pool = new pg.Pool({ connectionString: role.url, max: 2 })
    onTestFinished(() => pool.end())
    const context = { pool, principal: SYSTEM_ADMIN, requestId: 'as-role' }
    const stage = { stage: 'off' as const, reason: 'It broke.' }
    expect(await setStage(context, { feature: 'x', place: GLOBAL }, stage)).toMatchObject({ value: { stage: 'off' } })
    const more = { version: 1, publishers: [{ id: '4', name: 'Another' }] }
    expect(await importState(context, more, { dryRun: false })).toMatchObject({ created: { count: 1 } })
    expect(await verifyAudit(context, {})).toMatchObject({ isWhole: true })
  })

  test('run again renews the password and takes back what was given too much', async () => {
    const first = await madeRole(aviary(), 'app_again')
    await aviary().rows('GRANT UPDATE, DELETE ON audit_events TO app_again')
    const second = await madeRole(aviary(), 'app_again')
    expect(second.url).not.toBe(first.url)
    const client = await connect(second.url)
    expect(await stateOf(client, 'DELETE FROM audit_events WHERE false')).toBe(INSUFFICIENT_PRIVILEGE)
    await expect(connect(first.url)).rejects.toThrow(/password/)
  })

  test('takes a password that is given to it, and prints it nowhere', async () => {
    const password = 'of-a-file-of-secrets'
    const give = (typed: string) =>
      runScript(
        'scripts/db-role.ts',
        ['--name', 'app_given', '--password-stdin'],
        { DATABASE_URL: aviary().url },
        typed,
      )
    expect(await give('too short\n')).toMatchObject({ status: 1, stderr: expect.stringContaining('16 characters') })
    expect(await give(`${password}\n`)).toEqual({
      status: 0,
      stdout: 'app_given may run the application.\n',
      stderr: '',
    })
    const client = await connect(urlAs(aviary().url, { name: 'app_given', password }))
    expect(await stateOf(client, 'SELECT FROM nodes')).toBe('done')
  })

  test('refuses a role that owns the tables, or has powers', async () => {
    const owner = decodeURIComponent(new URL(aviary().url).username)
    expect(await madeRole(aviary(), owner)).toMatchObject({ status: 1, stderr: expect.stringContaining('powers') })
    expect(await runScript('scripts/db-role.ts', [], { DATABASE_URL: aviary().url })).toMatchObject({ status: 2 })
  })

  test('has its rights on tables that a later migration brings', async () => {
    const { url } = await madeRole(aviary(), 'app_later')
    await aviary().rows('DROP TABLE nodes; DELETE FROM _prisma_migrations WHERE false')
    await aviary().rows('CREATE TABLE nodes (id uuid PRIMARY KEY, kind text)')
    const client = await connect(url)
    expect(await stateOf(client, 'SELECT FROM nodes')).toBe(INSUFFICIENT_PRIVILEGE)
    await aviary().rows(`DELETE FROM _prisma_migrations WHERE migration_name = '20260301000200_internal_users_index'`)
    await aviary().rows('DROP INDEX users_internal_idx')
    await migrate(aviary().url)
    expect(await stateOf(client, 'SELECT FROM nodes')).toBe('done')
  })
})
