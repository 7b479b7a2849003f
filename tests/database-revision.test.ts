import { describe, expect } from 'vitest'
import { firstBroken } from './support/hash-chain'
import { type Rules, rulesTest } from './support/rules'

const test = rulesTest()

const WRITERS = 20
const CHANGES = 10
const optIn = (project: string) =>
  `INSERT INTO scoped_feature_flag_states (feature_name, project_id) VALUES ('f2', '${project}')`

describe('the revision', () => {
  test('is raised once by a transaction, however much it changes', async ({ db }) => {
    const n = await db.revision()
    await db.run(`BEGIN; SELECT next_revision(); UPDATE scoped_feature_rollouts SET stage = 'full'; DELETE FROM scoped_feature_flag_states;
      UPDATE users SET is_internal = true; SELECT next_revision(); COMMIT`)
    expect(await db.revision()).toBe(n + 1)
    expect(new Set((await db.entries()).map(({ revision }) => revision))).toEqual(new Set([`${n + 1}`]))
  })

  test('is the version of each row that the transaction wrote, whatever the statement says', async ({ db }) => {
    await db.run(`UPDATE scoped_feature_rollouts SET stage = 'full', version = 1 WHERE scope_id IS NULL`)
    await db.run(`UPDATE features SET description = 'Other', version = 1 WHERE name = 'f2'`)
    await db.run(`UPDATE scoped_feature_exemptions SET note = 'other', version = 1`)
    await db.run(`INSERT INTO settings (key, value, version) VALUES ('k', '1', 1)`)
    const n = await db.revision()
    const { rows } =
      await db.run(`SELECT (SELECT version::int FROM scoped_feature_rollouts WHERE scope_id IS NULL) AS rollout,
      (SELECT version::int FROM features WHERE name = 'f2') AS feature, (SELECT version::int FROM scoped_feature_exemptions) AS exemption,
      (SELECT version::int FROM settings) AS setting`)
    expect(rows).toEqual([{ rollout: n - 3, feature: n - 2, exemption: n - 1, setting: n }])
  })

  test('is not raised by what is rolled back, wholly or to a savepoint', async ({ db }) => {
    const [n, listener] = [await db.revision(), await db.listen()]
    await db.run(`BEGIN; ${optIn('p1')}; ROLLBACK`)
    await db.run(`BEGIN; SAVEPOINT a; ${optIn('p1')}; ROLLBACK TO a; COMMIT`)
    expect([await db.revision(), await db.entries(), await listener.heard(0)]).toEqual([n, [], []])
    await db.run(
      `BEGIN; SAVEPOINT a; ${optIn('p1')}; ROLLBACK TO a; ${optIn('p2')}; SAVEPOINT b; DELETE FROM scoped_feature_rollouts; ROLLBACK TO b; COMMIT`,
    )
    expect(await listener.heard(1)).toMatchObject([{ n: n + 1, hint: ['p:p2'] }])
    expect(await db.entries()).toMatchObject([{ revision: `${n + 1}`, place: 'f2 project p2' }])
    expect(await firstBroken(db)).toBeNull()
  })

  test('goes on to others when the change that took it is rolled back to a savepoint', async ({ db }) => {
    const [n, other] = [await db.revision(), await db.connect()]
    await db.run(`BEGIN; SAVEPOINT a; ${optIn('p1')}; ROLLBACK TO a`)
    await other.query(optIn('p2'))
    await db.run(`${optIn('p1')}; COMMIT`)
    expect((await db.entries()).map(({ revision, place }) => [revision, place])).toEqual([
      [`${n + 1}`, 'f2 project p2'],
      [`${n + 2}`, 'f2 project p1'],
    ])
  })

  test('is raised by a transaction whose number somebody had before, in the cluster that a dump came from', async ({
    db,
  }) => {
    const n = await db.revision()
    await db.run('BEGIN; UPDATE state_revision SET xact_id = pg_current_xact_id()::text::bigint')
    await db.run(`${optIn('p1')}; COMMIT`)
    expect(await db.revision()).toBe(n + 1)
  })

  test('and the trail are without gaps and in the order of commits, with twenty writers at once', async ({ db }) => {
    await db.run(`INSERT INTO projects SELECT 'w' || i, 'W' FROM generate_series(0, ${WRITERS - 1}) i`)
    const [n, listener] = [await db.revision(), await db.listen()]
    await Promise.all(Array.from({ length: WRITERS }, (_, writer) => changeOften(db, writer)))
    const total = WRITERS * CHANGES
    const expected = Array.from({ length: total }, (_, index) => n + 1 + index)
    expect((await listener.heard(total)).map((announced) => announced.n)).toEqual(expected)
    expect([...new Set((await db.entries()).map(({ revision }) => Number(revision)))]).toEqual(expected)
    expect(await firstBroken(db)).toBeNull()
  })

  test('is waited for before any row, so that two writers never wait for each other', async ({ db }) => {
    const [verb, outside] = [db.client, await db.connect()]
    const { rows } = await outside.query('SELECT pg_backend_pid() AS pid')
    const waits = 'SELECT cardinality(pg_blocking_pids($1)) > 0 AS it_waits'
    const isWaiting = async () => (await verb.query(waits, [rows[0].pid])).rows[0].it_waits
    for (const change of [
      `UPDATE scoped_feature_rollouts SET stage = 'full'`,
      `UPDATE features SET description = 'x'`,
      'UPDATE users SET is_internal = true',
      'DELETE FROM scoped_feature_exemptions',
    ]) {
      await verb.query('BEGIN; SELECT next_revision()')
      const waiting = outside.query(change)
      await expect.poll(isWaiting).toBe(true)
      await verb.query(change)
      await verb.query('COMMIT')
      await waiting
    }
  })
})

async function changeOften(db: Rules, writer: number): Promise<void> {
  const client = await db.connect()
  const place = `feature_name = 'f2' AND project_id = 'w${writer}'`
  for (let turn = 0; turn < CHANGES; turn++) {
    const change = turn % 2 === 0 ? optIn(`w${writer}`) : `DELETE FROM scoped_feature_flag_states WHERE ${place}`
    // Some as verbs do, some as people with psql do; some change their mind first.
    const before = [
      `SELECT next_revision();`,
      '',
      `SAVEPOINT a; UPDATE features SET description = 'x'; ROLLBACK TO a;`,
    ][(writer + turn) % 3]
    await client.query(`BEGIN; ${before} ${change}; COMMIT`)
  }
}

describe('the announcement', () => {
  test('comes once, at the commit, and names what changed', async ({ db }) => {
    const [n, listener] = [await db.revision(), await db.listen()]
    await db.run(
      `BEGIN; ${optIn('p1')}; ${optIn('p2')}; DELETE FROM scoped_feature_flag_states WHERE feature_name = 'f1'`,
    )
    await db.run(
      `UPDATE users SET is_internal = true WHERE id = 'u1'; UPDATE scoped_feature_rollouts SET stage = 'full'; DELETE FROM scoped_feature_exemptions`,
    )
    expect(await listener.heard(0)).toEqual([])
    await db.run('COMMIT')
    const { rows } = await db.run('SELECT epoch FROM state_revision')
    expect(await listener.heard(1)).toEqual([
      { at: expect.any(Number), epoch: rows[0].epoch, n: n + 1, hint: ['p:p1', 'p:p2', 'u:u1', 'rules'] },
    ])
  })

  test.for([
    [50, Array.from({ length: 50 }, (_, index) => `p:q${String(index + 1).padStart(4, '0')}`)],
    [51, ['*']],
    [5000, ['*']],
  ] as const)('of one statement with %i changes names them, or all', async ([count, hint], { db }) => {
    await db.run(`INSERT INTO projects SELECT 'q' || lpad(i::text, 4, '0'), 'Q' FROM generate_series(1, ${count}) i`)
    const listener = await db.listen()
    await db.run(
      `INSERT INTO scoped_feature_flag_states (feature_name, project_id) SELECT 'f2', id FROM projects WHERE id LIKE 'q%'`,
    )
    expect(await db.entries()).toHaveLength(count)
    expect(await listener.heard(1)).toMatchObject([{ hint }])
  })

  test('fits, however long the names are and however often they come', async ({ db }) => {
    await db.run(
      `INSERT INTO projects SELECT repeat('🐤', 250) || lpad(i::text, 5, '0'), 'Q' FROM generate_series(1, 12) i`,
    )
    const listener = await db.listen()
    await db.run(
      `INSERT INTO scoped_feature_flag_states (feature_name, project_id) SELECT 'f2', id FROM projects WHERE title = 'Q'`,
    )
    await db.run(`BEGIN; DELETE FROM scoped_feature_flag_states WHERE feature_name = 'f2'; ${optIn('p1')}; COMMIT`)
    expect((await listener.heard(2)).map(({ hint }) => hint)).toEqual([['*'], ['*']])
  })

  test('names everything even where a session wants its constraints checked at once', async ({ db }) => {
    const [n, listener] = [await db.revision(), await db.listen()]
    await db.run(`BEGIN; SET CONSTRAINTS ALL IMMEDIATE; SELECT next_revision(); ${optIn('p1')}; ${optIn('p2')}; COMMIT`)
    const heard = await listener.heard(3)
    expect(new Set(heard.map((announced) => announced.n))).toEqual(new Set([n + 1]))
    expect(new Set(heard.flatMap(({ hint }) => hint))).toEqual(new Set(['p:p1', 'p:p2']))
  })

  test('tells of a new epoch', async ({ db }) => {
    const listener = await db.listen()
    const { rows } = await db.run('UPDATE state_revision SET epoch = gen_random_uuid() RETURNING epoch')
    expect(await listener.heard(1)).toMatchObject([{ epoch: rows[0].epoch }])
  })
})
