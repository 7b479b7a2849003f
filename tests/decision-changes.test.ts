import { describe, expect, test } from 'vitest'
import { hashApiKey } from '@/lib/auth/api-keys'
import { counters } from '@/lib/telemetry/counters'
import { decide, decisionWorld, hidden, postBytes } from './support/decision-world'
import { insertKey } from './support/doors'
import { FACT_CHANGES, FACTS_BEFORE_CHANGES, type FactChange } from './support/fact-changes'

// Two facts more, changed behind every node's back: only who reads everything again finds them.
const world = decisionWorld(`${FACTS_BEFORE_CHANGES}
INSERT INTO features (name, description, contexts, rollout_mode) VALUES ('secret', 'A feature.', 'both', 'canary');
INSERT INTO projects (id, title) VALUES ('secret', 'Secret');
INSERT INTO scoped_feature_flag_states (feature_name, project_id) VALUES ('secret', 'secret'), ('secret', 'k0');
INSERT INTO scoped_feature_rollouts (feature_name, scope_type, stage) VALUES ('secret', 'global', 'off')`)

const IN_FORCE = { timeout: 5000, interval: 10 }
const snapshot = () => world.doors.node.state.snapshot()

function thing(text: string): { type: string; id: string } {
  const [type = '', id = ''] = text.split(' ')
  return { type, id }
}

/** The reason alone, or `404` where there is no such feature. */
function reasonOf({ feature, resource, actor }: FactChange['asked']): Promise<string> {
  return decide(world.doors.url, world.key, { feature, actor: thing(actor), resource: thing(resource) }).then(
    ({ reason }) => reason,
    (error: Error) => error.message.slice(0, 3),
  )
}

const all = async (which: 'before' | 'after') => {
  for (const { what, asked, [which]: reason } of FACT_CHANGES)
    await expect.poll(() => reasonOf(asked), { ...IN_FORCE, message: `${what}, ${which}` }).toBe(reason)
}
const every = async (which: 'sql' | 'undo') => {
  for (const change of FACT_CHANGES) await world.db.query(change[which])
}

/** Changes facts so that only who reads everything again knows; finds out, and takes it back. */
async function changeSecretly() {
  const ask = (resource: string) => reasonOf({ feature: 'secret', resource, actor: 'user 1' })
  const seen = async () => [await ask('project secret'), await ask('project k0')]
  const stage = (to: string) => `UPDATE scoped_feature_rollouts SET stage = '${to}' WHERE feature_name = 'secret'`
  await expect.poll(seen, IN_FORCE).toEqual(['stage_off', 'stage_off'])
  await hidden(world.db, stage('full'))
  await hidden(world.db, `DELETE FROM scoped_feature_flag_states WHERE feature_name = 'secret' AND project_id = 'k0'`)
  expect(await seen()).toEqual(['stage_off', 'stage_off'])
  return {
    isFound: () => expect.poll(seen, IN_FORCE).toEqual(['stage_full', 'scope_disabled']),
    takeBack: async () => {
      await world.db.query(stage('off'))
      await world.db.query(`INSERT INTO scoped_feature_flag_states (feature_name, project_id) VALUES ('secret', 'k0')`)
    },
  }
}

describe('a change made by SQL is in force', () => {
  test.each(FACT_CHANGES)('as announced: $what', async ({ asked, sql, undo, before, after }) => {
    const becomes = (reason: string) => expect.poll(() => reasonOf(asked), IN_FORCE).toBe(reason)
    await becomes(before)
    await world.db.query(sql)
    await becomes(after)
    await world.db.query(undo)
    await becomes(before)
  })

  test('as announced, without everything being read again', async () => {
    const advances: boolean[] = []
    const stop = world.doors.node.onAdvance(({ isFull }) => advances.push(isFull))
    await every('sql')
    await all('after')
    await every('undo')
    await all('before')
    stop()
    // The poll may be faster now and then; it knows no hints.
    expect(advances.filter((isFull) => isFull).length).toBeLessThan(advances.length / 2)
  })

  test('where nothing is announced', async () => {
    await all('before')
    await world.db.query('ALTER TABLE state_revision DISABLE TRIGGER announce')
    await every('sql')
    await all('after')
    await every('undo')
    await all('before')
    await world.db.query('ALTER TABLE state_revision ENABLE TRIGGER announce')
  })

  test('where the connection that hears of it is ended again and again', async () => {
    const end = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'aviary listen'`
    await all('before')
    let ended = 0
    for (const { sql } of FACT_CHANGES) {
      ended += (await world.db.query(end)).rowCount ?? 0
      await world.db.query(sql)
    }
    await all('after')
    expect(ended).toBeGreaterThan(0)
    await every('undo')
    await all('before')
    await expect.poll(() => world.doors.node.isListening(), { timeout: 10_000 }).toBe(true)
  })
})

describe('an API key', () => {
  const statusOf = async (key: string) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const body = JSON.stringify({ feature: 'k0', actor: thing('user 1'), resource: thing('project k0') })
    return (await postBytes(`${world.doors.url}/api/decision`, headers, body)).status
  }
  const change = (key: string, what: string) =>
    world.db.query(`UPDATE api_keys SET ${what} WHERE hash = $1`, [hashApiKey(key)])

  test('works with its first request, and no more once it is revoked', async () => {
    const key = await insertKey(world.db)
    expect(await statusOf(key)).toBe(200)
    await change(key, 'revoked_at = now()')
    await expect.poll(() => statusOf(key), IN_FORCE).toBe(401)
  })

  test('is refused from the moment that it expires', async () => {
    const key = await insertKey(world.db, { expiresAt: new Date(Date.now() + 3000) })
    expect(await statusOf(key)).toBe(200)
    await expect.poll(() => statusOf(key), IN_FORCE).toBe(401)
    await change(key, 'expires_at = NULL')
    await expect.poll(() => statusOf(key), IN_FORCE).toBe(200)
  })

  test('is revoked also where nothing is announced', async () => {
    const key = await insertKey(world.db)
    await expect.poll(() => snapshot()?.keys.has(hashApiKey(key)), IN_FORCE).toBe(true)
    await world.db.query('ALTER TABLE state_revision DISABLE TRIGGER announce')
    await change(key, 'revoked_at = now()')
    await expect.poll(() => statusOf(key), IN_FORCE).toBe(401)
    await world.db.query('ALTER TABLE state_revision ENABLE TRIGGER announce')
  })
})

describe('everything is read again', () => {
  test('when an announcement was missed', async () => {
    const secret = await changeSecretly()
    await world.db.query(`BEGIN; ALTER TABLE state_revision DISABLE TRIGGER announce;
      UPDATE features SET description = 'Missed.' WHERE name = 'secret'; COMMIT`)
    await world.db.query('ALTER TABLE state_revision ENABLE TRIGGER announce')
    await world.db.query(`UPDATE users SET is_internal = NOT is_internal WHERE id = 'k0'`)
    await secret.isFound()
    await secret.takeBack()
  })

  test('when the connection that hears of changes was lost', async () => {
    const secret = await changeSecretly()
    await world.db.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'aviary listen'`)
    await secret.isFound()
    await secret.takeBack()
  })

  test.each([
    ['in another epoch, at a lower number', 'epoch = gen_random_uuid(), n = 1'],
    ['in another epoch, at the same number', 'epoch = gen_random_uuid()'],
    ['at a lower number', 'n = n - 2'],
  ])('loudly, when the database is restored: %s', async (_what, restored) => {
    const secret = await changeSecretly()
    const [changesBefore, loggedBefore] = [counters.epochChanges, world.doors.logged().length]
    await world.db.query(`UPDATE state_revision SET ${restored}`)
    await secret.isFound()
    expect(counters.epochChanges).toBeGreaterThan(changesBefore)
    const lines = world.doors.logged().slice(loggedBefore).split('\n')
    expect(lines.find((line) => line.includes('restored'))).toContain('"level":50')
    const { rows } = await world.db.query('SELECT epoch, n::int FROM state_revision')
    expect(snapshot()).toMatchObject(rows[0])
    await secret.takeBack()
  })
})

describe('announcements that are rubbish', () => {
  const announce = (payload: string) => world.db.query(`SELECT pg_notify('feature_rollouts', $1)`, [payload])
  const forged = (change: object) => {
    const { epoch, n } = snapshot() ?? {}
    return JSON.stringify({ epoch, n, hint: ['*'], ...change })
  }
  const change = FACT_CHANGES[0] as FactChange

  async function expectAllIsWell(): Promise<void> {
    await expect.poll(() => reasonOf(change.asked), IN_FORCE).toBe(change.before)
    await world.db.query(change.sql)
    await expect.poll(() => reasonOf(change.asked), IN_FORCE).toBe(change.after)
    await world.db.query(change.undo)
    await expect.poll(() => reasonOf(change.asked), IN_FORCE).toBe(change.before)
    expect(world.doors.node.isListening()).toBe(true)
    const { rows } = await world.db.query('SELECT n::int FROM state_revision')
    await expect.poll(() => snapshot()?.n, IN_FORCE).toBe(rows[0].n)
  }

  test('are counted, and do no harm', async () => {
    const before = counters.rubbishNotifications
    const rubbish = ['', 'x', '{', 'null', '[]', '{}', '"*"', '{"__proto__":1}', 'x'.repeat(7999)]
    const misshapen = [{ n: '7' }, { n: -1 }, { n: 1.5 }, { hint: '*' }, { hint: [1] }, { epoch: 7 }]
    const payloads = [...rubbish, ...misshapen.map(forged)]
    for (const payload of payloads) await announce(payload)
    await expect.poll(() => counters.rubbishNotifications - before, IN_FORCE).toBe(payloads.length)
    await expectAllIsWell()
  })

  test('of another epoch, of the past and of the far future do no harm', async () => {
    const n = snapshot()?.n ?? 0
    await announce(forged({ epoch: '00000000-0000-0000-0000-000000000000', n: n + 1 }))
    for (const other of [0, n - 1, n, n + 1000, n + 1001, Number.MAX_SAFE_INTEGER]) await announce(forged({ n: other }))
    for (const other of [n, n + 2, n + 5]) await announce(forged({ n: other, hint: [] }))
    await expectAllIsWell()
  })

  test('that come before the true one, and name nothing, do not hide it', async () => {
    await announce(forged({ n: (snapshot()?.n ?? 0) + 1, hint: [] }))
    await expectAllIsWell()
  })

  test('that mislead a poll do so only until the true one is heard', async () => {
    const n = (snapshot()?.n ?? 0) + 1
    await announce(forged({ n, hint: [] }))
    await world.db.query('ALTER TABLE state_revision DISABLE TRIGGER announce')
    await world.db.query(change.sql)
    await world.db.query('ALTER TABLE state_revision ENABLE TRIGGER announce')
    await expect.poll(() => snapshot()?.n, IN_FORCE).toBe(n)
    await announce(forged({ n, hint: ['rules'] }))
    await expect.poll(() => reasonOf(change.asked), IN_FORCE).toBe(change.after)
    await world.db.query(change.undo)
    await expectAllIsWell()
  })

  test('by the thousand do no harm', async () => {
    await world.db.query(`SELECT pg_notify('feature_rollouts', 'rubbish ' || i) FROM generate_series(1, 5000) i`)
    await expectAllIsWell()
  })
})
