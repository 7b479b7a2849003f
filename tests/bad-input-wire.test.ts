import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { BAD_INPUT_FACTS, DOORS, GOOD } from './support/bad-input-world'
import { decisionWorld } from './support/decision-world'
import { insertKey } from './support/doors'
import { refusalOf } from './support/problem'
import { openRaw, type RawAnswer, rawRequest } from './support/raw-http'

const world = decisionWorld(BAD_INPUT_FACTS)
const KIB_64 = 65_536
const SMUGGLED = 'smuggled'
const json = JSON.stringify

type Sent = Readonly<Record<string, string | number>>
type Door = (typeof DOORS)[number]

const asKey = (key = world.key): Sent => ({ Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' })
const good = (door: Door, id: string) => rawRequest(door, { ...asKey(), 'X-Request-Id': id }, json(GOOD[door]))
const chunk = (bytes: string | Uint8Array) =>
  Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), Buffer.from(bytes), Buffer.from('\r\n')])
const ids = (answers: readonly RawAnswer[]) => answers.map(({ headers }) => headers['x-request-id'])
const statuses = (answers: readonly RawAnswer[]) => answers.map(({ status }) => status)

async function open() {
  const connection = await openRaw(world.doors.url)
  onTestFinished(() => void connection.socket.destroy())
  return connection
}

/** What is answered to bytes that can't go on on the same connection. */
async function lastAnswers(...parts: (string | Uint8Array)[]): Promise<readonly RawAnswer[]> {
  const connection = await open()
  for (const part of parts) connection.send(part)
  await connection.closed
  return connection.answers()
}

describe.each(DOORS)('a connection to %s', (door) => {
  test('carries many requests, and a refusal among them refuses no other', async () => {
    const connection = await open()
    const bad = rawRequest(door, { ...asKey(), 'X-Request-Id': 'b' }, '{"unknown":1}')
    for (const part of [good(door, 'a'), bad, good(door, 'c'), bad, good(door, 'd')]) connection.send(part)
    const answers = await connection.answered(5)
    expect(statuses(answers)).toEqual([200, 400, 200, 400, 200])
    expect(ids(answers)).toEqual(['a', 'b', 'c', 'b', 'd'])
  })

  describe('does not take the rest of a refused body for a request:', () => {
    const hidden = () => rawRequest(door, { ...asKey(), 'X-Request-Id': SMUGGLED }, json(GOOD[door]))

    test.each<[string, number, () => Sent]>([
      ['no key', 401, () => ({ 'Content-Type': 'application/json' })],
      ['a wrong key', 401, () => asKey('nonsense')],
      ['no JSON', 400, () => asKey()],
      ['another type', 415, () => ({ ...asKey(), 'Content-Type': 'text/plain' })],
      ['an encoding', 415, () => ({ ...asKey(), 'Content-Encoding': 'gzip' })],
    ])('%s', async (_what, status, headers) => {
      for (const framing of [{}, { 'Transfer-Encoding': 'chunked' }]) {
        const connection = await open()
        const isChunked = 'Transfer-Encoding' in framing
        const body = isChunked ? Buffer.concat([chunk(hidden()), chunk('')]) : hidden()
        connection.send(rawRequest(door, { ...headers(), ...framing, 'X-Request-Id': 'first' }, body))
        connection.send(good(door, 'second'))
        const answers = await connection.answered(2)
        expect(refusalOf(answers[0] as RawAnswer).status).toBe(status)
        expect(ids(answers)).toEqual(status === 415 ? ['first'] : ['first', 'second'])
        if (status === 415) await connection.closed
      }
    })

    test('a rate that is used up', async () => {
      const key = await insertKey(world.db, { ratePerS: 1 })
      const connection = await open()
      connection.send(rawRequest(door, asKey(key), json(GOOD[door])))
      connection.send(rawRequest(door, asKey(key), hidden()))
      connection.send(good(door, 'honest'))
      const answers = await connection.answered(3)
      expect(statuses(answers)).toEqual([200, 429, 200])
      expect(ids(answers)).not.toContain(SMUGGLED)
    })

    test('another method', async () => {
      const connection = await open()
      const request = rawRequest(door, { ...asKey(), 'X-Request-Id': 'first' }, hidden()).toString('latin1')
      connection.send(Buffer.from(request.replace('POST', 'PUT'), 'latin1'))
      connection.send(good(door, 'second'))
      const answers = await connection.answered(2)
      expect(statuses(answers)).toEqual([405, 200])
      expect(ids(answers)).toEqual(['first', 'second'])
    })

    test('more than 64 KiB, the request standing right behind the limit', async () => {
      const body = Buffer.concat([Buffer.alloc(KIB_64, ' '), hidden()])
      const declared = await lastAnswers(rawRequest(door, asKey(), body), good(door, 'second'))
      const parts = [chunk(body.subarray(0, KIB_64)), chunk(hidden()), chunk('')]
      const headers = { ...asKey(), 'Transfer-Encoding': 'chunked' }
      const counted = await lastAnswers(rawRequest(door, headers, Buffer.concat(parts)), good(door, 'second'))
      for (const answers of [declared, counted]) {
        expect(answers).toHaveLength(1)
        expect(refusalOf(answers[0] as RawAnswer).code).toBe('payload_too_large')
        expect(answers[0]?.headers.connection).toBe('close')
      }
    })
  })

  test('that declares one byte too many is refused before the first byte', async () => {
    const [answer] = await lastAnswers(rawRequest(door, { ...asKey(), 'Content-Length': KIB_64 + 1 }))
    expect(refusalOf(answer as RawAnswer).status).toBe(413)
  })

  test('that sends chunks without end is cut off soon after the limit', async () => {
    const connection = await open()
    connection.send(rawRequest(door, { ...asKey(), 'Transfer-Encoding': 'chunked' }))
    const piece = chunk(Buffer.alloc(1024, ' '))
    let sent = 0
    connection.socket.on('close', () => {
      sent = Number.NaN
    })
    for (; sent < 20_000; sent++) {
      connection.send(piece)
      if (sent % 64 === 63) await sleep(5)
    }
    expect(sent).toBeNaN()
    // Whoever goes on sending is reset in the end, and a reset may overtake the answer.
    expect([[413], []]).toContainEqual(statuses(connection.answers()))
  })

  test('that breaks off harms nobody else', async () => {
    for (const end of ['resetAndDestroy', 'destroy'] as const) {
      const connection = await open()
      connection.send(rawRequest(door, { ...asKey(), 'Content-Length': 1000 }, '{"feature":'))
      await sleep(20)
      connection.socket[end]()
      await connection.closed
    }
    const survivor = await open()
    survivor.send(good(door, 'after'))
    expect(statuses(await survivor.answered(1))).toEqual([200])
    expect(world.doors.logged()).not.toContain('a request failed')
  })

  test('that ends in the middle of its body is 400', async () => {
    const connection = await open()
    connection.send(rawRequest(door, { ...asKey(), 'Content-Length': 1000 }, '{"feature":'))
    connection.socket.end()
    await connection.closed
    expect(connection.answers().map((answer) => refusalOf(answer).code)).toEqual(['invalid_request'])
  })

  test.each<[string, Sent, string]>([
    ['two lengths', { 'Content-Length': 5, 'content-length': 6 }, 'hello'],
    ['a length and chunks', { 'Content-Length': 5, 'Transfer-Encoding': 'chunked' }, '0\r\n\r\n'],
    ['a length with a sign', { 'Content-Length': '+5' }, 'hello'],
    ['a length past all numbers', { 'Content-Length': '9'.repeat(30) }, ''],
    ['no length', { 'Content-Length': 'five' }, 'hello'],
    ['an unknown transfer encoding', { 'Transfer-Encoding': 'xchunked' }, '0\r\n\r\n'],
    ['chunks that are not the last encoding', { 'Transfer-Encoding': 'chunked, gzip' }, '0\r\n\r\n'],
    ['a chunk of no size', { 'Transfer-Encoding': 'chunked' }, 'zz\r\n'],
    ['a chunk longer than it says', { 'Transfer-Encoding': 'chunked' }, '1\r\nabc\r\n'],
    ['a space in a header name', { 'X Y': 'z', 'Content-Length': 0 }, ''],
  ])('framed so that two readers could read two things, is 400 and closed: %s', async (_what, headers, body) => {
    const answers = await lastAnswers(rawRequest(door, { ...asKey(), ...headers }, body), good(door, 'second'))
    expect(answers.map(refusalOf)).toEqual([{ status: 400, code: 'invalid_request', paths: [] }])
  })

  test('with headers that are too large is 431', async () => {
    const [answer] = await lastAnswers(rawRequest(door, { ...asKey(), 'X-Large': 'x'.repeat(20_000) }, '{}'))
    expect(refusalOf(answer as RawAnswer)).toMatchObject({ status: 431, code: 'headers_too_large' })
  })

  test('gets a request id of ours where the caller sends two', async () => {
    const connection = await open()
    const request = rawRequest(door, { ...asKey(), 'X-Request-Id': 'one', 'x-request-id': 'two' }, json(GOOD[door]))
    connection.send(request)
    expect(ids(await connection.answered(1))[0]).toMatch(/^[0-9a-f-]{36}$/)
  })
})

test('bytes that are no HTTP are 400, with a problem and a request id', async () => {
  const [answer] = await lastAnswers('\u0016\u0003\u0001 hello\r\n\r\n')
  expect(refusalOf(answer as RawAnswer).code).toBe('invalid_request')
})

test('a body that comes too slowly is 408 after 5 s, however it drips', async () => {
  const startedAtMs = performance.now()
  const slow = DOORS.flatMap((door) => [
    open().then((silent) => {
      silent.send(rawRequest(door, { ...asKey(), 'Content-Length': 100 }, '{'))
      return silent
    }),
    open().then((dripping) => {
      dripping.send(rawRequest(door, { ...asKey(), 'Transfer-Encoding': 'chunked' }))
      const drip = setInterval(() => dripping.send(chunk(' ')), 200)
      dripping.closed.then(() => clearInterval(drip))
      return dripping
    }),
  ])
  for (const connection of await Promise.all(slow)) {
    await connection.closed
    expect(connection.answers().map(refusalOf)).toEqual([{ status: 408, code: 'request_timeout', paths: [] }])
  }
  const tookMs = performance.now() - startedAtMs
  expect(tookMs).toBeGreaterThan(4900)
  expect(tookMs).toBeLessThan(9000)
})
