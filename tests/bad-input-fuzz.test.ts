import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeApiKey } from '@/lib/auth/api-keys'
import { BAD_INPUT_FACTS, DOORS, GOOD } from './support/bad-input-world'
import { decisionWorld, postBytes } from './support/decision-world'
import { insertKey } from './support/doors'
import { refusalOf } from './support/problem'
import { openRaw, rawRequest } from './support/raw-http'

const world = decisionWorld(BAD_INPUT_FACTS)
const asKey = (key = world.key) => ({ authorization: `Bearer ${key}`, 'content-type': 'application/json' })

/** Never 5xx, never an allow: nobody is let in to "shut", and no other resource that is asked for exists. */
async function expectHarmless(body: BodyInit): Promise<void> {
  for (const door of DOORS) {
    const answer = await postBytes(world.doors.url + door, asKey(), body)
    expect([200, 400, 403, 404, 413]).toContain(answer.status)
    expect(answer.text).not.toMatch(/"result":\s*true/)
    if (answer.status !== 200) refusalOf(answer)
  }
}

describe('whatever the body', () => {
  const odd = fc.oneof(
    fc.jsonValue(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('.', '__proto__', '\u0000', '\ud800'),
  )
  // Mostly right, so that it gets past the door: the more that is right, the deeper it goes.
  const mostly = <Value>(right: fc.Arbitrary<Value>) =>
    fc.oneof({ weight: 6, arbitrary: right }, { weight: 1, arbitrary: odd })
  const type = fc.constantFrom('project', 'section')
  const id = fc.constantFrom('shut', 'nowhere', '..', '3', 'constructor')
  const resource = fc.record(
    { type: mostly(type), id: mostly(id), projectId: mostly(id), publisherId: mostly(id) },
    { requiredKeys: ['type', 'id'] },
  )
  const actor = fc.record({ type: mostly(fc.constantFrom('user', 'author')), id: mostly(id) })
  const feature = fc.constantFrom('open', 'off', 'staff', 'gone', 'nosuch', '__proto__')
  const known = { actor: mostly(actor), resource: mostly(resource) }
  const flags = { explain: mostly(fc.boolean()), bypassCache: mostly(fc.boolean()), ' ': odd }
  const one = fc.record(
    { ...known, feature: mostly(feature), ...flags },
    { requiredKeys: ['actor', 'resource', 'feature'] },
  )
  const many = fc.record(
    { ...known, features: mostly(fc.array(mostly(feature))) },
    { requiredKeys: ['actor', 'resource'] },
  )

  test('JSON that is nearly right is never an error of ours, and never lets in who must not', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(one, many), (value) => expectHarmless(JSON.stringify(value))),
      { numRuns: 600 },
    )
  })

  test('any JSON is never an error of ours, and never an allow', async () => {
    await fc.assert(fc.asyncProperty(fc.json(), expectHarmless), { numRuns: 200 })
  })

  test('any bytes are never an error of ours, and never an allow', async () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 200 })
    const spliced = fc.tuple(fc.constantFrom(...DOORS), bytes, fc.nat(200)).map(([door, noise, at]) => {
      const text = Buffer.from(JSON.stringify({ ...GOOD[door], resource: { type: 'project', id: 'shut' } }))
      return Buffer.concat([text.subarray(0, at), noise, text.subarray(at)])
    })
    await fc.assert(
      fc.asyncProperty(fc.oneof(bytes, spliced), (body) => expectHarmless(new Uint8Array(body))),
      { numRuns: 400 },
    )
  })
})

describe('20,000 bad requests', () => {
  const TOTAL = 20_000
  const WARM_UP = 4000
  const PIPELINED = 40
  const CONNECTIONS_AT_ONCE = 4
  const good = JSON.stringify(GOOD['/api/decision'])

  type Sent = Readonly<Record<string, string>>
  type Kind = (nth: number, limited: string) => Buffer

  const asked = (body: string, headers: Sent = {}) => rawRequest('/api/decision', { ...asKey(), ...headers }, body)
  const changed = (part: string, by: string, headers: Sent = {}) => asked(good.replace(part, by), headers)

  // Every request is new in what could be remembered: names, ids, keys, request ids.
  const GOING_ON: readonly Kind[] = [
    (nth) => Buffer.from(`PUT /api/decision?x=${nth} HTTP/1.1\r\nHost: x\r\n\r\n`),
    (nth) => asked(good, { authorization: '', 'x-request-id': `r${nth}` }),
    () => asked(good, { authorization: `Bearer ${makeApiKey().key.slice(0, -1)}` }),
    (_nth, limited) => asked(good, { authorization: `Bearer ${limited}` }),
    (nth) => asked(`{"x${nth}":`),
    (nth) => asked(`{"x${nth}":1,"x${nth}":2}`),
    (nth) => changed('{', `{"unknown${nth}":1,`),
    (nth) => changed('"open"', `"nosuch${nth}"`),
    (nth) => changed('"1042"', `"${nth}\\u0000"`),
    (nth) => changed('"project"', `"${'p'.repeat(nth % 1000)}"`),
  ]
  const CLOSING: readonly Kind[] = [
    (nth) => asked(good, { 'content-type': `text/x${nth}` }),
    (nth) => asked(good, { 'content-encoding': `x${nth}` }),
    () => asked(' '.repeat(65_537)),
    (nth) => Buffer.from(`no-http ${nth}\r\n\r\n`),
  ]

  async function sendConnection(from: number, limited: string): Promise<number[]> {
    const connection = await openRaw(world.doors.url)
    const parts = Array.from({ length: PIPELINED }, (_, place) => {
      const kinds = place === PIPELINED - 1 ? CLOSING : GOING_ON
      const nth = from + place
      return kinds[(place === PIPELINED - 1 ? from / PIPELINED : place) % kinds.length]?.(nth, limited) ?? Buffer.of()
    })
    // The last one closes the connection, also before the answers of those in front of it are known.
    connection.send(Buffer.concat(parts.slice(0, -1)))
    await connection.answered(PIPELINED - 1)
    connection.send(parts.at(-1) ?? '')
    await connection.closed
    return connection.answers().map(({ status }) => status)
  }

  async function flood(count: number, limited: string): Promise<Map<number, number>> {
    const seen = new Map<number, number>()
    let next = 0
    const worker = async () => {
      while (next < count) {
        const from = next
        next += PIPELINED
        for (const status of await sendConnection(from, limited)) seen.set(status, (seen.get(status) ?? 0) + 1)
      }
    }
    await Promise.all(Array.from({ length: CONNECTIONS_AT_ONCE }, worker))
    return seen
  }

  setFlagsFromString('--expose-gc')
  const collectGarbage = runInNewContext('gc') as () => void
  async function heapMiB(): Promise<number> {
    await sleep(300)
    collectGarbage()
    return process.memoryUsage().heapUsed / 2 ** 20
  }

  test('of mixed kinds are each refused, and leave the memory as it was', async () => {
    const limited = await insertKey(world.db, { ratePerS: 1 })
    await flood(WARM_UP, limited)
    const [heapBefore, cachedBefore] = [await heapMiB(), world.doors.node.state.cache.size()]
    const seen = await flood(TOTAL, limited)
    expect([...seen.values()].reduce((sum, count) => sum + count)).toBe(TOTAL)
    // The key with a rate is let in once a second.
    expect(seen.get(200) ?? 0).toBeLessThan(60)
    seen.delete(200)
    expect([...seen.keys()].sort()).toEqual([400, 401, 404, 405, 413, 415, 429])
    expect((await heapMiB()) - heapBefore).toBeLessThan(8)
    expect(world.doors.node.state.cache.size()).toBe(cachedBefore)
  })
})
