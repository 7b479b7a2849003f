import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, describe, expect, onTestFinished, test } from 'vitest'
import { decide, decideAll, decisionWorld, postBytes } from './support/decision-world'
import { startDoors, type TestDoors } from './support/doors'
import { refusalOf } from './support/problem'
import { type ProxyMode, startProxy } from './support/tcp-proxy'

const FACTS = `
INSERT INTO publishers (id, name) VALUES ('3', 'Open');
INSERT INTO projects (id, title, publisher_id) SELECT 'p' || i, 'Project', '3' FROM generate_series(1, 200) i;
INSERT INTO features (name, description, contexts, rollout_mode) VALUES
  ('full', 'A feature.', 'both', 'canary'), ('off', 'A feature.', 'both', 'canary'), ('staff', 'A feature.', 'both', 'canary');
INSERT INTO scoped_feature_rollouts (feature_name, scope_type, stage)
  VALUES ('full', 'global', 'full'), ('off', 'global', 'off'), ('staff', 'global', 'internal_only');
INSERT INTO scoped_feature_flag_states (feature_name, project_id) SELECT name, id FROM features, projects;
`
const world = decisionWorld(FACTS)
/** What "never hangs" means on a busy machine. The promise itself, 2.5 s, is the sum of two settings: 1 s to connect, 1.5 s to ask. */
const LONGEST_MS = 10_000
const SOON = { timeout: 20_000, interval: 50 }
const ANYONE = { type: 'user', id: '1042' }
const UNREADABLE = { result: false, reason: 'repository_error', mode: null, stage: null, publisherId: null }

let nextProject = 1
/** A project that nobody asked for yet. */
const fresh = () => ({ type: 'project', id: `p${++nextProject}` })
const KNOWN = { type: 'project', id: 'p1' }

function askingOf(doors: TestDoors) {
  const ask = (feature: string, resource: object, key = world.key, more: object = {}) =>
    decide(doors.url, key, { feature, actor: ANYONE, resource, ...more })
  const reason = async (feature: string, resource: object) => (await ask(feature, resource)).reason
  const health = async (what: 'live' | 'ready') => {
    const response = await fetch(`${doors.url}/api/health/${what}`)
    const { problems } = (await response.json()) as { problems?: readonly string[] }
    return { status: response.status, problems }
  }
  return { ask, reason, health }
}

async function timed<Value>(work: () => Promise<Value>): Promise<Value> {
  const startedAtMs = performance.now()
  const value = await work()
  expect(performance.now() - startedAtMs).toBeLessThan(LONGEST_MS)
  return value
}

/** A node of its own behind a proxy, that knows project p1. */
async function nodeBehindProxy(options: { maxStalenessMs?: number; databaseUrl?: string } = {}) {
  const { databaseUrl = world.databaseUrl, ...others } = options
  const proxy = await startProxy(databaseUrl)
  const doors = await startDoors(proxy.url, others)
  let closed: Promise<void> | undefined
  const stop = () => {
    closed ??= doors.close()
    return closed
  }
  onTestFinished(async () => {
    proxy.set('pass')
    await stop()
    await proxy.close()
  })
  const asking = askingOf(doors)
  expect(await asking.reason('full', KNOWN)).toBe('stage_full')
  await expect.poll(() => doors.node.isListening(), SOON).toBe(true)
  return { proxy, doors, stop, ...asking }
}

/** Asks without end for what must be denied and what may be allowed, known and unknown. */
function underLoad({ ask }: ReturnType<typeof askingOf>) {
  let isOver = false
  const failures: string[] = []
  const counts = { asked: 0, hitsAllowed: 0 }
  const turn = async (feature: string, resource: object) => {
    const startedAtMs = performance.now()
    const answer = await ask(feature, resource).catch((error: Error) => ({ result: null, reason: error.message }))
    const tookMs = performance.now() - startedAtMs
    counts.asked++
    if (feature === 'full' && resource === KNOWN && answer.result) counts.hitsAllowed++
    if (typeof answer.result !== 'boolean') failures.push(`${feature}: no decision: ${answer.reason}`)
    if (answer.result && feature !== 'full') failures.push(`${feature}: allowed, ${answer.reason}`)
    if (tookMs > LONGEST_MS) failures.push(`${feature}: took ${Math.round(tookMs)} ms`)
  }
  const loop = async (features: readonly string[], resource: () => object) => {
    while (!isOver) {
      for (const feature of features) await turn(feature, resource())
      await sleep(5)
    }
  }
  const nowhere = () => ({ type: 'section', id: `nowhere-${Math.random()}` })
  const loops = [loop(['full', 'off', 'staff'], () => KNOWN), loop(['off', 'staff'], nowhere)]
  return {
    counts,
    /** Ends the load. Fails where an answer was wrong, missing or late. */
    end: async () => {
      isOver = true
      await Promise.all(loops)
      expect(failures).toEqual([])
      expect(counts.asked).toBeGreaterThan(20)
    },
  }
}

describe('a database that is not there at the start', () => {
  test('leaves the doors open, says so, and is found when it comes', async () => {
    const proxy = await startProxy(world.databaseUrl)
    proxy.set('refuse')
    const doors = await startDoors(proxy.url)
    onTestFinished(async () => {
      await doors.close()
      await proxy.close()
    })
    const { reason, health } = askingOf(doors)
    const headers = { authorization: `Bearer ${world.key}`, 'content-type': 'application/json' }
    for (const door of ['/api/decision', '/api/decisions']) {
      const answer = await timed(() => postBytes(doors.url + door, headers, '{}'))
      expect(refusalOf(answer)).toEqual({ status: 503, code: 'not_ready', paths: [] })
      expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
    }
    expect((await health('live')).status).toBe(200)
    const problems = ['database_unreachable', 'invalidation_channel_down']
    expect(await health('ready')).toMatchObject({ status: 503, problems })
    proxy.set('pass')
    await expect.poll(() => reason('full', KNOWN).catch(String), SOON).toBe('stage_full')
    await expect.poll(async () => (await health('ready')).status, SOON).toBe(200)
  })
})

describe.each<ProxyMode>(['refuse', 'swallow'])('a database that goes away under load (%s)', (mode) => {
  test('takes no known answer with it, makes nobody wait or get in, and is found again', async () => {
    const node = await nodeBehindProxy()
    const load = underLoad(node)
    node.proxy.set(mode)
    const allowedBefore = load.counts.hitsAllowed
    const misses = Array.from({ length: 20 }, () => timed(() => node.ask('full', fresh())))
    for (const answer of await Promise.all(misses)) expect(answer).toMatchObject(UNREADABLE)
    const many = { actor: ANYONE, resource: fresh() }
    for (const answer of await timed(() => decideAll(node.doors.url, world.key, many)))
      expect(answer).toMatchObject(UNREADABLE)
    const past = await timed(() => node.ask('full', KNOWN, world.adminKey, { bypassCache: true }))
    expect(past).toMatchObject(UNREADABLE)
    await expect.poll(async () => (await node.health('ready')).problems, SOON).toContain('database_unreachable')
    expect(load.counts.hitsAllowed).toBeGreaterThan(allowedBefore)
    expect(await node.reason('full', KNOWN)).toBe('stage_full')
    expect((await node.health('live')).status).toBe(200)
    node.proxy.set('pass')
    await expect.poll(() => node.reason('full', fresh()), SOON).toBe('stage_full')
    await expect.poll(async () => (await node.health('ready')).status, SOON).toBe(200)
    await load.end()
  })

  test('is believed for no longer than the staleness bound', async () => {
    const node = await nodeBehindProxy({ maxStalenessMs: 1500 })
    const load = underLoad(node)
    node.proxy.set(mode)
    for (const feature of ['full', 'off', 'nosuch'])
      await expect.poll(() => node.ask(feature, KNOWN).catch(String), SOON).toMatchObject({ ...UNREADABLE, feature })
    const all = await decideAll(node.doors.url, world.key, { actor: ANYONE, resource: KNOWN })
    expect(all.map(({ feature, reason }) => [feature, reason])).toEqual([
      ['full', 'repository_error'],
      ['off', 'repository_error'],
      ['staff', 'repository_error'],
    ])
    const headers = { authorization: 'Bearer nonsense', 'content-type': 'application/json' }
    expect((await postBytes(`${node.doors.url}/api/decision`, headers, '{}')).status).toBe(401)
    node.proxy.set('pass')
    await expect.poll(() => node.reason('full', KNOWN), SOON).toBe('stage_full')
    await load.end()
  })

  test('does not keep a node from stopping', async () => {
    const node = await nodeBehindProxy()
    node.proxy.set(mode)
    const startedAtMs = performance.now()
    await node.stop()
    expect(performance.now() - startedAtMs).toBeLessThan(6000)
  })
})

test('a connection that is cut in the midst of a question past the cache denies, and ends nothing else', async () => {
  const node = await nodeBehindProxy()
  const pooled = () => node.proxy.connections().filter((own) => own.hello().includes('aviary decisions'))
  await Promise.all(Array.from({ length: 8 }, () => node.ask('full', KNOWN, world.adminKey, { bypassCache: true })))
  expect(pooled().length).toBeGreaterThan(2)
  node.proxy.set('swallow')
  const asking = node.ask('full', KNOWN, world.adminKey, { bypassCache: true })
  await sleep(100)
  node.proxy.set('refuse')
  expect(await asking).toMatchObject(UNREADABLE)
  node.proxy.set('pass')
  const past = () => node.ask('full', KNOWN, world.adminKey, { bypassCache: true })
  await expect.poll(async () => (await past()).reason, SOON).toBe('stage_full')
})

test('a connection for changes that is half open is missed by nobody, and made anew', async () => {
  const node = await nodeBehindProxy()
  const listening = () => node.proxy.connections().filter((own) => own.hello().includes('aviary listen'))
  const [halfOpen] = listening()
  expect(listening()).toHaveLength(1)
  halfOpen?.swallow()
  await world.db.query(`UPDATE scoped_feature_rollouts SET stage = 'internal_only' WHERE feature_name = 'off'`)
  await expect.poll(() => node.reason('off', KNOWN), { timeout: 5000, interval: 20 }).toBe('not_internal')
  await world.db.query(`UPDATE scoped_feature_rollouts SET stage = 'off' WHERE feature_name = 'off'`)
  await expect.poll(() => listening().some((own) => own !== halfOpen), SOON).toBe(true)
  await expect.poll(async () => (await node.health('ready')).status, SOON).toBe(200)
  expect(node.doors.logged()).toContain('the connection that hears of changes was lost')
})

test('a database that is slow by 2 s fails what it is asked for, and nothing else', async () => {
  const node = await nodeBehindProxy()
  const load = underLoad(node)
  node.proxy.delay(1000)
  const misses = Array.from({ length: 10 }, () => timed(() => node.ask('full', fresh())))
  for (const answer of await Promise.all(misses)) expect(answer).toMatchObject(UNREADABLE)
  expect(await node.reason('full', KNOWN)).toBe('stage_full')
  node.proxy.delay(0)
  await expect.poll(() => node.reason('full', fresh()), SOON).toBe('stage_full')
  await load.end()
})

test('a table that is locked fails what has to be read from it, and nothing else', async () => {
  const node = await nodeBehindProxy()
  const load = underLoad(node)
  await world.db.query('BEGIN; LOCK TABLE scoped_feature_flag_states')
  const misses = Array.from({ length: 10 }, () => timed(() => node.ask('full', fresh())))
  for (const answer of await Promise.all(misses)) expect(answer).toMatchObject(UNREADABLE)
  expect(await node.reason('full', KNOWN)).toBe('stage_full')
  await world.db.query('ROLLBACK')
  expect(await node.reason('full', fresh())).toBe('stage_full')
  await load.end()
})

test('a database without a connection to spare fails what it is asked for, and nothing else', async () => {
  const role = `app_${Math.random().toString(36).slice(2)}`
  const limit = (count: number) => world.db.query(`ALTER ROLE ${role} CONNECTION LIMIT ${count}`)
  await world.db.query(`CREATE ROLE ${role} LOGIN PASSWORD 'x'; GRANT ALL ON ALL TABLES IN SCHEMA public TO ${role}`)
  onTestFinished(() => void world.db.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`))
  const url = new URL(world.databaseUrl)
  url.username = role
  url.password = 'x'
  const node = await nodeBehindProxy({ databaseUrl: url.href })
  const load = underLoad(node)
  await limit(0)
  await world.db.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1', [role])
  await expect.poll(() => node.reason('full', fresh()), SOON).toBe('repository_error')
  expect(await node.reason('full', KNOWN)).toBe('stage_full')
  await expect.poll(async () => (await node.health('ready')).problems, SOON).toContain('invalidation_channel_down')
  await limit(-1)
  await expect.poll(() => node.reason('full', fresh()), SOON).toBe('stage_full')
  await expect.poll(async () => (await node.health('ready')).status, SOON).toBe(200)
  await load.end()
})

test('a database that can only be read is enough for decisions', async () => {
  const name = pg.escapeIdentifier(new URL(world.databaseUrl).pathname.slice(1))
  await world.db.query(`ALTER DATABASE ${name} SET default_transaction_read_only = on`)
  onTestFinished(() => void world.db.query(`ALTER DATABASE ${name} RESET default_transaction_read_only`))
  const node = await nodeBehindProxy()
  await expect.poll(async () => (await node.health('ready')).status, SOON).toBe(200)
  expect(await node.reason('full', fresh())).toBe('stage_full')
  expect(await node.reason('off', fresh())).toBe('stage_off')
})

// A word that is none gets in by ALTER TYPE, as a later release's word would: every constraint is happy with it.
describe('a row that is corrupt', () => {
  const node = () => askingOf(world.doors)
  const undo: string[] = []
  afterEach(async () => {
    for (const sql of undo.splice(0)) await world.db.query(sql)
    await expect.poll(() => node().reason('full', KNOWN), SOON).toBe('stage_full')
  })

  test.each([
    [
      'a stage',
      'rollout_stage',
      `UPDATE scoped_feature_rollouts SET stage = 'banana' WHERE feature_name = 'full'`,
      `UPDATE scoped_feature_rollouts SET stage = 'full' WHERE feature_name = 'full'`,
    ],
    [
      "a project's stage",
      'rollout_stage',
      `INSERT INTO scoped_feature_rollouts (feature_name, scope_type, project_id, stage) VALUES ('full', 'project', 'p1', 'banana')`,
      `DELETE FROM scoped_feature_rollouts WHERE project_id = 'p1'`,
    ],
    [
      'a mode',
      'rollout_mode',
      `UPDATE features SET rollout_mode = 'banana' WHERE name = 'full'`,
      `UPDATE features SET rollout_mode = 'canary' WHERE name = 'full'`,
    ],
    [
      'an effect',
      'exemption_effect',
      `INSERT INTO scoped_feature_exemptions (feature_name, publisher_id, effect, note) VALUES ('full', '3', 'banana', 'x')`,
      `DELETE FROM scoped_feature_exemptions`,
    ],
  ])('denies its feature, and no other: %s', async (_what, type, corrupt, mend) => {
    expect(await node().reason('full', KNOWN)).toBe('stage_full')
    await world.db.query(`ALTER TYPE ${type} ADD VALUE IF NOT EXISTS 'banana'`)
    await world.db.query(corrupt)
    undo.push(mend)
    await expect
      .poll(() => node().ask('full', KNOWN), SOON)
      .toMatchObject({ result: false, reason: 'repository_error' })
    const all = await decideAll(world.doors.url, world.key, { actor: ANYONE, resource: KNOWN })
    expect(all.map(({ reason }) => reason)).toEqual(['repository_error', 'stage_off', 'not_internal'])
    const past = await node().ask('full', KNOWN, world.adminKey, { bypassCache: true })
    expect(past).toMatchObject({ result: false, reason: 'repository_error' })
  })
})
