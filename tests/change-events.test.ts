import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { createApiKey } from '@/lib/changes/create-api-key'
import { createConsoleUser } from '@/lib/changes/create-console-user'
import { setStage } from '@/lib/changes/set-stage'
import { changeData, liveData } from '@/lib/contracts/events'
import { createForward } from '@/lib/front/forward'
import { createFrontServer } from '@/lib/front/front-server'
import { GLOBAL } from '@/lib/queries/places'
import { type EventReader, readEvents } from './support/event-reader'
import { type EventServer, sessionOf, startEventServer } from './support/event-server'
import { migratedDatabases } from './support/import'
import { OPERATOR } from './support/principals'

const { shared } = migratedDatabases()
const aviary = shared((fresh) =>
  fresh.load({
    publishers: [{ id: 'pub', name: 'Press' }],
    projects: [{ id: 'p1', title: 'Chemistry' }],
    sections: [{ id: 's1', title: 'Chem 101', projectId: 'p1' }],
    users: [{ id: 'u1', name: 'Una', email: 'una@example.edu' }],
    features: [{ name: 'f', description: 'A feature', contexts: ['both'], rolloutMode: 'canary' }],
  }),
)
const inTime = { timeout: 3000, interval: 20 }
const context = () => ({ pool: aviary().pool, principal: OPERATOR, requestId: 'test' })
const makeKey = async (scopes: ('admin' | 'decide')[] = ['admin'], expiresAt: string | null = null) =>
  (await createApiKey(context(), { name: 'Test', scopes, expiresAt })).value
const makePerson = async (role: 'system_admin' | 'support') =>
  (await createConsoleUser(context(), { email: `${randomUUID()}@example.edu`, role })).value.id

let server: EventServer
let key = ''
const readers: EventReader[] = []
const others: EventServer[] = []

beforeAll(async () => {
  server = await startEventServer(aviary())
  key = (await makeKey()).key
})
afterAll(() => server.close())
afterEach(async () => {
  for (const reader of readers.splice(0)) reader.close()
  for (const other of others.splice(0)) await other.close()
})
// The keys and people of one test are no news to the next.
beforeEach(() => vi.waitFor(() => expect(server.streams.size()).toBe(0), inTime))

async function another(options: Parameters<typeof startEventServer>[1]): Promise<EventServer> {
  const own = await startEventServer(aviary(), options)
  others.push(own)
  return own
}

async function watch(headers: Record<string, string> = {}, from = server): Promise<EventReader> {
  const authorization = headers.cookie === undefined &&
    headers.authorization === undefined && { authorization: `Bearer ${key}` }
  await from.sync()
  const reader = await readEvents(`${from.url}/api/events`, { ...authorization, ...headers })
  readers.push(reader)
  if (reader.response.status === 200) await vi.waitFor(() => expect(reader.text()).toContain('event: live'), inTime)
  return reader
}

const knowing = (lastEventId: string | undefined) => ({ 'last-event-id': lastEventId ?? '' })
const changesIn = (reader: EventReader) => reader.events().filter(({ event }) => event?.endsWith('.changed'))
const told = (reader: EventReader) =>
  changesIn(reader).map(({ event, data }) => {
    const { revision: _r, ...what } = changeData.parse(JSON.parse(data))
    return [event, ...Object.values(what)]
  })
const lastId = (reader: EventReader) => reader.events().findLast(({ id }) => id !== undefined)?.id
const run = (sql: string, values?: unknown[]) => aviary().rows(sql, values)
const describeFeature = (text: string) => run(`UPDATE features SET description = $1 WHERE name = 'f'`, [text])

describe('a stream of changes', () => {
  test('says what changed by its place, in the order of revisions, and nothing else about it', async () => {
    const reader = await watch()
    expect(Object.fromEntries(reader.response.headers)).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    })
    await setStage(context(), { feature: 'f', place: GLOBAL }, { stage: 'internal_only' })
    await run(
      `INSERT INTO scoped_feature_rollouts (feature_name, scope_type, section_id, stage) VALUES ('f', 'section', 's1', 'off')`,
    )
    await run(`INSERT INTO scoped_feature_flag_states (feature_name, project_id) VALUES ('f', 'p1')`)
    await run(
      `INSERT INTO scoped_feature_exemptions (feature_name, publisher_id, effect, note) VALUES ('f', 'pub', 'deny', 'secret reason')`,
    )
    await run(`UPDATE users SET is_internal = true WHERE id = 'u1'`)
    await describeFeature('Another text')
    await run(`UPDATE sections SET publisher_id = 'pub' WHERE id = 's1'`)
    await run(`DELETE FROM scoped_feature_flag_states`)
    const expected = [
      ['rollout.changed', 'f', 'global', null],
      ['rollout.changed', 'f', 'section', 's1'],
      ['scope.changed', 'f', 'project', 'p1'],
      ['exemption.changed', 'f', 'publisher', 'pub'],
      ['account.changed', null, 'user', 'u1'],
      ['feature.changed', 'f', null, null],
      ['directory.changed', null, null, null],
      ['scope.changed', 'f', 'project', 'p1'],
    ]
    await vi.waitFor(() => expect(told(reader)).toEqual(expected), inTime)
    const n = await aviary().revision()
    const revisions = changesIn(reader).map(({ id, data }) => [Number(id?.split('/')[1]), JSON.parse(data).revision])
    expect(revisions).toEqual(expected.map((_, index) => [n - 7 + index, n - 7 + index]))
    expect(reader.text()).not.toMatch(/secret|una|Una/)
  })

  test('begins with how far it is, beats, and says as of when that is true', async () => {
    const own = await another({ heartbeatMs: 50 })
    const reader = await watch({}, own)
    const lives = () => reader.events().filter(({ event }) => event === 'live')
    await vi.waitFor(() => expect(lives().length).toBeGreaterThan(3), inTime)
    const live = liveData.parse(JSON.parse(lives()[0]?.data ?? ''))
    expect(live.revision).toBe(await aviary().revision())
    expect(Math.abs(Date.parse(live.asOf) - Date.now())).toBeLessThan(10_000)
    expect(lives()[0]?.id).toMatch(new RegExp(`^[0-9a-f-]{36}/${live.revision}$`))
  })

  test('goes on where its reader left: from the memory, from the trail, and within one revision', async () => {
    const first = await watch()
    const start = lastId(first)
    first.close()
    await describeFeature('One')
    await run(`BEGIN; UPDATE features SET description = 'Two' WHERE name = 'f';
      UPDATE users SET is_internal = NOT is_internal; COMMIT`)
    await run(`UPDATE sections SET publisher_id = NULL`)
    const expected = [
      ['feature.changed', 'f', null, null],
      ['feature.changed', 'f', null, null],
      ['account.changed', null, 'user', 'u1'],
      ['directory.changed', null, null, null],
    ]
    // A server that has just started knows all of it from the trail alone.
    for (const from of [server, await another({})]) {
      const reader = await watch(knowing(start), from)
      expect(told(reader)).toEqual(expected)
      const ids = changesIn(reader).map(({ id }) => id)
      expect(new Set(ids).size).toBe(4)
      for (const [index, id] of ids.entries())
        expect(told(await watch(knowing(id), from))).toEqual(expected.slice(index + 1))
    }
  })

  test('misses nothing and says nothing twice, while others change and its connection breaks', async () => {
    let reader = await watch()
    const seen: (string | undefined)[] = []
    const from = await aviary().revision()
    let isOver = false
    const writing = (async () => {
      for (let n = 0; n < 60; n++) await describeFeature(`Storm ${n}`)
      isOver = true
    })()
    const takeAll = () => {
      const ids = changesIn(reader).map(({ id }) => id)
      seen.push(...ids)
      return ids.at(-1)
    }
    let last = lastId(reader)
    while (!isOver) {
      await sleep(40)
      reader.close()
      last = takeAll() ?? last
      reader = await watch(knowing(last))
    }
    await writing
    const to = await aviary().revision()
    await vi.waitFor(() => expect(lastId(reader)).toContain(`/${to}`), inTime)
    takeAll()
    const revisions = seen.map((id) => Number(id?.split('/')[1]))
    expect(revisions).toEqual(Array.from({ length: to - from }, (_, index) => from + 1 + index))
  })

  test.each([
    ['of another state', () => `${randomUUID()}/1`],
    ['that is none', () => 'yesterday'],
    ['of a revision that is not yet', () => undefined],
  ])('says reset to a reader that comes with an event id %s', async (_which, idOf) => {
    const known = await watch()
    const id = idOf() ?? `${lastId(known)?.split('/')[0]}/${(await aviary().revision()) + 1000}`
    const reader = await watch(knowing(id))
    const [first] = reader.events()
    expect(first).toMatchObject({ event: 'reset', data: JSON.stringify({ revision: await aviary().revision() }) })
  })

  test('says reset where there is too much to tell, to those who are there and to those who come back', async () => {
    const reader = await watch()
    const known = lastId(reader)
    await run(
      `INSERT INTO users (id, name, is_internal) SELECT 'many-' || n, 'Many', true FROM generate_series(1, 600) n`,
    )
    await vi.waitFor(() => expect(reader.events().map(({ event }) => event)).toContain('reset'), inTime)
    expect(changesIn(reader)).toEqual([])
    const back = await watch(knowing(known))
    expect(back.events()[0]?.event).toBe('reset')
    await describeFeature('After it')
    await vi.waitFor(() => expect(told(reader)).toEqual([['feature.changed', 'f', null, null]]), inTime)
  })
})

describe('who may watch', () => {
  test('is a key with scope admin, or somebody signed in', async () => {
    const decideKey = (await makeKey(['decide'])).key
    const statusOf = async (headers: Record<string, string>) => (await watch(headers)).response.status
    expect(await statusOf({ authorization: `Bearer ${decideKey}` })).toBe(403)
    expect(await statusOf({ authorization: 'Bearer wrong' })).toBe(401)
    expect(await statusOf({ cookie: '' })).toBe(401)
    const support = await makePerson('support')
    expect(await statusOf(sessionOf(support, 2))).toBe(401)
    expect(await statusOf(sessionOf(support))).toBe(200)
    for (const method of ['POST', 'HEAD', 'DELETE']) {
      const response = await fetch(`${server.url}/api/events`, { method, headers: sessionOf(support) })
      expect(response.status).toBe(405)
    }
  })

  test('hears of keys and of other people only as a system admin', async () => {
    const [admin, support] = [await makePerson('system_admin'), await makePerson('support')]
    const [byAdmin, bySupport, byKey] = [await watch(sessionOf(admin)), await watch(sessionOf(support)), await watch()]
    const made = await makeKey()
    const other = await makePerson('support')
    await run(`UPDATE console_users SET role = 'system_admin' WHERE id = $1`, [support])
    await run(`INSERT INTO settings (key, value) VALUES ('test', '1') ON CONFLICT (key) DO UPDATE SET value = '2'`)
    const keyMade = ['key.changed', null, 'api_key', made.id]
    const otherMade = ['person.changed', null, 'console_user', other]
    const own = ['person.changed', null, 'console_user', support]
    const setting = ['setting.changed', null, 'setting', 'test']
    await vi.waitFor(() => expect(told(byAdmin)).toEqual([keyMade, otherMade, own, setting]), inTime)
    // Of another role now: that ends it, told of it or not.
    await bySupport.ended
    for (const change of told(bySupport)) expect([own, setting]).toContainEqual(change)
    await describeFeature('Last')
    await vi.waitFor(() => expect(told(byKey)).toEqual([['feature.changed', 'f', null, null]]), inTime)
  })
})

describe('a stream ends, and says so,', () => {
  const ends = async (reader: EventReader, reason: string) => {
    const startedAtMs = performance.now()
    await reader.ended
    expect(reader.events().at(-1)).toMatchObject({ event: 'end', data: JSON.stringify({ reason }) })
    expect(performance.now() - startedAtMs).toBeLessThan(3000)
  }

  test.each([
    ['disabled', 'disabled_at = now()'],
    ['of another role', `role = 'system_admin'`],
    ['signed out everywhere', 'session_version = 2'],
  ])('when its person is %s', async (_how, change) => {
    const id = await makePerson('support')
    const reader = await watch(sessionOf(id))
    await run(`UPDATE console_users SET ${change} WHERE id = $1`, [id])
    await ends(reader, 'signed_out')
  })

  test('when its session is over', async () => {
    const reader = await watch(sessionOf(await makePerson('support'), 1, Date.now() + 1000))
    await ends(reader, 'signed_out')
  })

  test('when its key is revoked, or expires', async () => {
    const revoked = await makeKey()
    const brief = await makeKey(['admin'], new Date(Date.now() + 2500).toISOString())
    const [first, second] = [
      await watch({ authorization: `Bearer ${revoked.key}` }),
      await watch({ authorization: `Bearer ${brief.key}` }),
    ]
    await run('UPDATE api_keys SET revoked_at = now() WHERE id = $1', [revoked.id])
    await ends(first, 'signed_out')
    await second.ended
    expect(second.events().at(-1)?.event).toBe('end')
  })

  test('when the process stops, which takes no more', async () => {
    const own = await another({})
    const all = await Promise.all(Array.from({ length: 40 }, () => watch({}, own)))
    own.streams.close()
    for (const reader of all) await ends(reader, 'shutting_down')
    await vi.waitFor(async () => expect(await own.connections()).toBe(0), inTime)
    expect((await watch({}, own)).response.status).toBe(503)
  })
})

describe('streams through the front', () => {
  test('are so many for one holder, and so many in all', async () => {
    const own = await another({ mostStreams: 3, mostOfOne: 2 })
    const person = sessionOf(await makePerson('support'))
    const [first] = [await watch({}, own), await watch({}, own)]
    expect((await watch({}, own)).response).toMatchObject({ status: 429 })
    expect((await watch(person, own)).response.status).toBe(200)
    const { response } = await watch(person, own)
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5'])
    first?.close()
    await vi.waitFor(() => expect(own.streams.size()).toBe(2), inTime)
    expect((await watch(person, own)).response.status).toBe(200)
  })

  test('leave room for requests, however many there are', async () => {
    const own = await another({ mostOfOne: 400 })
    await Promise.all(Array.from({ length: 300 }, () => watch({}, own)))
    const ask = async () => (await fetch(`${own.url}/api/other`)).text()
    expect(await Promise.all(Array.from({ length: 20 }, ask))).toEqual(Array(20).fill('other'))
  })

  test('close behind the front when their reader goes', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => watch()))
    expect(server.streams.size()).toBe(8)
    for (const reader of all) reader.close()
    await vi.waitFor(() => expect(server.streams.size()).toBe(0), inTime)
    await vi.waitFor(async () => expect(await server.connections()).toBe(0), inTime)
  })

  test('are dropped, on both sides of the front, where nobody reads', async () => {
    const flood = createServer((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' })
      const more = () => {
        while (response.write(`${': '.padEnd(60_000)}\n\n`));
      }
      response.on('drain', more)
      more()
    })
    await once(flood.listen(0, '127.0.0.1'), 'listening')
    const { port } = flood.address() as AddressInfo
    const front = createFrontServer(
      () => null,
      createForward({ port, publicOrigin: null, reached: async () => {}, stuckMs: 300 }),
    )
    await once(front.listen(0, '127.0.0.1'), 'listening')
    const idle = connect({ host: '127.0.0.1', port: (front.address() as AddressInfo).port })
    await once(idle, 'connect')
    idle.pause()
    idle.write('GET /api/events HTTP/1.1\r\nHost: x\r\n\r\n')
    const open = (server: typeof flood) => promisify(server.getConnections.bind(server))()
    await vi.waitFor(async () => expect(await open(flood)).toBe(1), inTime)
    await vi.waitFor(async () => expect(await open(flood)).toBe(0), { timeout: 20_000, interval: 50 })
    expect(await open(front)).toBe(0)
    idle.destroy()
    for (const server of [flood, front]) server.close()
  })
})
