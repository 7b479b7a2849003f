import { beforeAll, describe, expect, test } from 'vitest'
import { hashApiKey, makeApiKey } from '@/lib/auth/api-keys'
import { BAD_INPUT_FACTS, badInputDoors, DOORS, GOOD, invalid } from './support/bad-input-world'
import { decisionWorld, postBytes } from './support/decision-world'
import { insertKey } from './support/doors'
import { refusalOf } from './support/problem'

const world = decisionWorld(BAD_INPUT_FACTS)
const { post, refused } = badInputDoors(world)
const LIMIT = 65_536
const json = JSON.stringify
type Door = (typeof DOORS)[number]
type Sent = Readonly<Record<string, string>>

const unsupported = { status: 415, code: 'unsupported_media_type', paths: [] }
const tooLarge = { status: 413, code: 'payload_too_large', paths: [] }
const unauthorized = { status: 401, code: 'unauthorized', paths: [] }
/** The good request of a door, made exactly so long with spaces. */
const padded = (door: Door, bytes: number) => json(GOOD[door]).padEnd(bytes)
const streamed = (text: string) => new Blob([text]).stream() as unknown as BodyInit

describe.each(DOORS)('%s', (door) => {
  const good = json(GOOD[door])

  test('allows the request that all the bad ones are made of', async () => {
    const { status, text } = await post(door, good)
    expect([status, JSON.parse(text).decisions?.[0].result ?? JSON.parse(text).result]).toEqual([200, true])
  })

  describe('asked by a wrong method', () => {
    test.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s is 405 and says what is allowed', async (method) => {
      for (const authorization of ['', `Bearer ${world.key}`]) {
        const response = await fetch(world.doors.url + door, { method, headers: { authorization } })
        const { status, headers } = response
        const refusal = refusalOf({ status, headers, text: await response.text() })
        expect(refusal).toEqual({ status: 405, code: 'method_not_allowed', paths: [] })
        expect(headers.get('allow')).toBe('POST')
      }
    })

    test('HEAD is 405 without a body', async () => {
      const response = await fetch(world.doors.url + door, { method: 'HEAD' })
      expect([response.status, response.headers.get('allow'), await response.text()]).toEqual([405, 'POST', ''])
    })
  })

  describe('asked without a right key', () => {
    let revoked: string
    let expired: string
    beforeAll(async () => {
      revoked = await insertKey(world.db)
      await world.db.query('UPDATE api_keys SET revoked_at = now() WHERE hash = $1', [hashApiKey(revoked)])
      expired = await insertKey(world.db, { expiresAt: new Date(Date.now() - 1000) })
    })
    const other = (letter: string | undefined) => (letter === 'A' ? 'B' : 'A')

    test.each<[string, () => Sent]>([
      ['no key', () => ({ authorization: '' })],
      ['a scheme alone', () => ({ authorization: 'Bearer' })],
      ['another scheme', () => ({ authorization: `Basic ${btoa(`x:${world.key}`)}` })],
      ['a key without its scheme', () => ({ authorization: world.key })],
      ['two keys', () => ({ authorization: `Bearer ${world.key} ${world.key}` })],
      ['two keys in a list', () => ({ authorization: `Bearer ${world.key}, Bearer ${world.key}` })],
      ['a garbled key', () => ({ authorization: `Bearer ${world.key.slice(0, 20)}*${world.key.slice(21)}` })],
      ['a key cut short', () => ({ authorization: `Bearer ${world.key.slice(0, -1)}` })],
      ['a wrong checksum', () => ({ authorization: `Bearer ${world.key.slice(0, -1)}${other(world.key.at(-1))}` })],
      ['a right checksum that nobody holds', () => ({ authorization: `Bearer ${makeApiKey().key}` })],
      ['a revoked key', () => ({ authorization: `Bearer ${revoked}` })],
      ['an expired key', () => ({ authorization: `Bearer ${expired}` })],
      ['the hash of a key', () => ({ authorization: `Bearer ${hashApiKey(world.key)}` })],
      ['a key of 8,000 letters', () => ({ authorization: `Bearer ${'a'.repeat(8000)}` })],
      ['a key in X-API-Key', () => ({ authorization: '', 'x-api-key': world.key })],
      ['a key in a cookie', () => ({ authorization: '', cookie: `authorization=Bearer ${world.key}` })],
    ])('%s is 401, and says how to come back', async (_what, headers) => {
      const answer = await post(door, good, headers())
      expect(refusalOf(answer)).toEqual(unauthorized)
      expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    })

    test.each(['?key=', '?api_key=', '?authorization=Bearer%20'])('a key in the query is 401: %s', async (query) => {
      expect(await refused(door + query + world.key, good, { authorization: '' })).toEqual(unauthorized)
    })

    test('a key in the body is 401', async () => {
      expect(await refused(door, json({ ...GOOD[door], key: world.key }), { authorization: '' })).toEqual(unauthorized)
    })
  })

  test('a key over its rate is 429, says when to come back, and is let in then', async () => {
    const headers = { authorization: `Bearer ${await insertKey(world.db, { ratePerS: 2 })}` }
    const answers = await Promise.all(Array.from({ length: 6 }, () => post(door, good, headers)))
    const late = answers.filter(({ status }) => status !== 200)
    expect(late.length).toBeGreaterThanOrEqual(2)
    for (const answer of late) {
      expect(refusalOf(answer)).toEqual({ status: 429, code: 'rate_limited', paths: [] })
      expect(answer.headers.get('retry-after')).toBe('1')
      expect(answer.headers.get('ratelimit')).toBe('"key";r=0;t=1')
      expect(answer.headers.get('ratelimit-policy')).toBe('"key";q=2;w=1')
    }
    await new Promise((resolve) => setTimeout(resolve, 1100))
    expect((await post(door, good, headers)).status).toBe(200)
  })

  describe('checks in order:', () => {
    const oversized = '{'.padEnd(LIMIT + 1)
    const text = { 'content-type': 'text/plain' }
    test.each<[string, Sent, BodyInit, { status: number }]>([
      ['a wrong key before a wrong type', { authorization: 'Bearer x', ...text }, oversized, { status: 401 }],
      ['a wrong key before a size', { authorization: 'Bearer x' }, oversized, { status: 401 }],
      ['a wrong type before a declared size', text, oversized, { status: 415 }],
      ['an encoding before a declared size', { 'content-encoding': 'gzip' }, oversized, { status: 415 }],
      ['a declared size before the JSON', {}, oversized, { status: 413 }],
      ['a counted size before the JSON', {}, streamed(oversized), { status: 413 }],
      ['the encoding of the text before the JSON', {}, new Uint8Array([0x7b, 0xff]), invalid('')],
      ['the JSON before the shape', {}, '{"unknown":1,', invalid('')],
      ['a name twice before the shape', {}, '{"unknown":1,"unknown":1}', invalid('unknown')],
    ])('%s', async (_what, headers, body, expected) => {
      expect(await refused(door, body, headers)).toMatchObject(expected)
    })

    test('a rate before a type', async () => {
      const headers = { authorization: `Bearer ${await insertKey(world.db, { ratePerS: 1 })}`, ...text }
      const statuses = await Promise.all([1, 2, 3].map(async () => (await refused(door, good, headers)).status))
      expect(statuses.sort()).toContain(429)
      expect(statuses).not.toContain(200)
    })
  })

  describe('sent as another type', () => {
    test.each([
      'text/plain',
      'text/json',
      'application/jsonp',
      'application/ld+json',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/json; charset=utf-16',
      'application/json; charset=iso-8859-1',
      'application/json; charset="utf-8',
      'application/json, text/plain',
      'text/plain, application/json',
      '*/*',
      '',
    ])('is 415: %s', async (type) => {
      expect(await refused(door, good, { 'content-type': type })).toEqual(unsupported)
    })

    test('is 415 without a type at all', async () => {
      const headers = { authorization: `Bearer ${world.key}` }
      const bytes = new TextEncoder().encode(good)
      expect(refusalOf(await postBytes(world.doors.url + door, headers, bytes))).toEqual(unsupported)
    })

    test.each(['gzip', 'br', 'deflate', 'identity', 'x', ''])(
      'is 415 with Content-Encoding: "%s"',
      async (encoding) => {
        expect(await refused(door, good, { 'content-encoding': encoding })).toEqual(unsupported)
      },
    )

    test.each([
      'application/json',
      'Application/JSON',
      'application/json;charset=utf-8',
      'application/json; charset=UTF-8',
      'application/json; charset="utf-8"',
      'application/json ;  Charset="UTF-8" ',
    ])('is taken where it only looks different: %s', async (type) => {
      expect((await post(door, good, { 'content-type': type })).status).toBe(200)
    })
  })

  describe('in size', () => {
    test('takes exactly 64 KiB, declared and in chunks', async () => {
      expect((await post(door, padded(door, LIMIT))).status).toBe(200)
      expect((await post(door, streamed(padded(door, LIMIT)))).status).toBe(200)
    })

    test('refuses one byte more, declared and in chunks', async () => {
      expect(await refused(door, padded(door, LIMIT + 1))).toEqual(tooLarge)
      expect(await refused(door, streamed(padded(door, LIMIT + 1)))).toEqual(tooLarge)
    })

    test('counts bytes and not characters', async () => {
      const body = `{"x":"${'é'.repeat(LIMIT / 2)}"}`
      expect(body.length).toBeLessThan(LIMIT)
      expect(await refused(door, body)).toEqual(tooLarge)
    })
  })
  describe("with a request id of the caller's", () => {
    const idOf = async (given: string) =>
      (await post(door, 'x', { 'x-request-id': given })).headers.get('x-request-id') ?? ''

    test.each(['a', 'abc-123._X', 'x'.repeat(128)])('echoes a harmless one: %s', async (given) => {
      expect(await idOf(given)).toBe(given)
    })

    test.each(['a b', 'x'.repeat(129), '<b>', 'a,b', '%0d%0a', 'a"b', 'é', '{"a":1}'])('replaces %s', async (given) => {
      expect(await idOf(given)).toMatch(/^[0-9a-f-]{36}$/)
    })
  })
})
