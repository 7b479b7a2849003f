import { afterEach, describe, expect, test, vi } from 'vitest'
import { type ApiKey, hashApiKey } from '@/lib/auth/api-keys'
import { issueTicket } from '@/lib/http/doors/ofrep/ticket'
import { insertKey, startDoors, type TestDoors } from './support/doors'
import { type EventReader, readEvents } from './support/event-reader'
import { ofrepWorld } from './support/ofrep-world'

const EVENTS = '/ofrep/v1/events/'
const world = ofrepWorld({ retryMs: 3_600_000 })
const readers: EventReader[] = []
afterEach(() => {
  for (const reader of readers.splice(0)) reader.close()
})

async function holder(text = world.key): Promise<ApiKey> {
  await world.doors.node.state.sync()
  const found = world.doors.node.state.snapshot()?.keys.get(hashApiKey(text))
  if (found === undefined) throw new Error('the key is not in the snapshot')
  return found
}

async function listen(
  options: { text?: string; from?: TestDoors; headers?: Record<string, string>; ticket?: string } = {},
) {
  const { text = world.key, from = world.doors, headers = {} } = options
  const ticket = options.ticket ?? issueTicket(await holder(text), world.doors.node.state.nowMs())
  const reader = await readEvents(from.url + EVENTS + ticket, headers)
  readers.push(reader)
  return reader
}

const present = () => {
  const { epoch, n } = world.doors.node.state.snapshot() ?? {}
  return `${epoch}/${n}`
}
const refetch = (id: string) => ({ id, data: JSON.stringify({ type: 'refetchEvaluation', etag: `"${id}"` }) })
const setOff = (stage: string) =>
  world.db.query("UPDATE scoped_feature_rollouts SET stage = $1 WHERE feature_name = 'at.off'", [stage])
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const inTime = { timeout: 2000, interval: 10 }

describe('the stream of a ticket', () => {
  test('is the one that a bulk answer offers', async () => {
    const response = await fetch(`${world.doors.url}/ofrep/v1/evaluate/flags`, {
      method: 'POST',
      headers: { 'x-api-key': world.key, 'content-type': 'application/json' },
      body: JSON.stringify({ context: { targetingKey: '1', projectId: '12' } }),
    })
    const { eventStreams } = (await response.json()) as { eventStreams: { endpoint: { requestUri: string } }[] }
    const reader = await readEvents(world.doors.url + eventStreams[0]?.endpoint.requestUri)
    readers.push(reader)
    expect(reader.response.status).toBe(200)
  })

  test('begins at once with a comment, and with an event for a reader that knows of none', async () => {
    const reader = await listen()
    expect(Object.fromEntries(reader.response.headers)).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      connection: 'close',
    })
    await vi.waitFor(() => expect(reader.events()).toEqual([refetch(present())]), inTime)
    expect(reader.text()).toMatch(/^retry: 1000\n: /)
  })

  test('has nothing to say to a reader that knows the present revision', async () => {
    const reader = await listen({ headers: { 'last-event-id': present() } })
    await pause(500)
    expect(reader.events()).toEqual([])
    expect(reader.text()).toMatch(/^retry: 1000\n: /)
  })

  test('tells of a change within a second, and of a burst of changes once or twice', async () => {
    const reader = await listen({ headers: { 'last-event-id': present() } })
    await setOff('internal_only')
    await vi.waitFor(() => expect(reader.events()).toEqual([refetch(present())]), { timeout: 1000, interval: 10 })
    for (let n = 0; n < 10; n++) await setOff(n % 2 === 0 ? 'off' : 'internal_only')
    await setOff('off')
    await world.doors.node.state.sync()
    await vi.waitFor(() => expect(reader.events().at(-1)).toEqual(refetch(present())), inTime)
    expect(reader.events().length).toBeLessThan(6)
  })

  test('works on every node', async () => {
    const second = await startDoors(world.databaseUrl)
    const reader = await listen({ from: second })
    expect(reader.response.status).toBe(200)
    await vi.waitFor(() => expect(reader.events()).toEqual([refetch(present())]), inTime)
    await second.close()
    await reader.ended
  })

  test('tells of an exemption that expires, to those too who were away meanwhile', async () => {
    const before = present()
    await world.db.query(
      `UPDATE scoped_feature_exemptions SET expires_at = now() + interval '1 second' WHERE publisher_id = '4'`,
    )
    await vi.waitFor(() => expect(present()).not.toBe(before), inTime)
    const atRevision = present()
    const reader = await listen({ headers: { 'last-event-id': atRevision } })
    await vi.waitFor(() => expect(reader.events()).toHaveLength(1), { timeout: 3000, interval: 10 })
    const [event] = reader.events()
    expect(event?.data).toBe(refetch(atRevision).data)
    expect(event?.id).toMatch(new RegExp(`^${atRevision}/\\d+`))
    const late = await listen({ headers: { 'last-event-id': atRevision } })
    await vi.waitFor(() => expect(late.events()).toEqual([event]), inTime)
    const informed = await listen({ headers: { 'last-event-id': event?.id ?? '' } })
    await pause(500)
    expect(informed.events()).toEqual([])
  })

  test('ends within a second when its key is revoked', async () => {
    const text = await insertKey(world.db)
    const reader = await listen({ text })
    await world.db.query('UPDATE api_keys SET revoked_at = now() WHERE hash = $1', [hashApiKey(text)])
    const startedAt = performance.now()
    await reader.ended
    expect(performance.now() - startedAt).toBeLessThan(1000)
  })

  test('ends when its key expires', async () => {
    const text = await insertKey(world.db, { expiresAt: new Date(Date.now() + 1500) })
    const reader = await listen({ text })
    expect(reader.response.status).toBe(200)
    await reader.ended
    expect((await listen({ ticket: 'x' })).response.status).toBe(401)
  })

  test('beats while nothing happens', async () => {
    const lively = await startDoors(world.databaseUrl, { heartbeatMs: 50 })
    const reader = await listen({ from: lively })
    await vi.waitFor(() => expect(reader.text().match(/^: $/gm)?.length).toBeGreaterThan(3), inTime)
    await lively.close()
  })

  test('has its reader ask again after facts could not be read', async () => {
    const own = await startDoors(world.databaseUrl, { retryMs: 50 })
    const reader = await listen({ from: own })
    await vi.waitFor(() => expect(reader.events()).toHaveLength(1), inTime)
    await pause(300)
    expect(reader.events()).toHaveLength(1)
    await own.node.pool.end()
    await vi.waitFor(() => expect(reader.events().length).toBeGreaterThan(1), { timeout: 3000, interval: 10 })
    expect(new Set(reader.events().map(({ id }) => id)).size).toBe(1)
    await own.close().catch(() => {})
  })
})

describe('a ticket', () => {
  const WINDOW_MS = 5 * 60_000

  test('stays the same for a window of five minutes, and is good to the end of the next', async () => {
    const own = await holder()
    const startMs = Math.ceil(world.doors.node.state.nowMs() / WINDOW_MS) * WINDOW_MS
    const ticket = issueTicket(own, startMs)
    expect(issueTicket(own, startMs + WINDOW_MS - 1)).toBe(ticket)
    expect(issueTicket(own, startMs + WINDOW_MS)).not.toBe(ticket)
    expect(ticket.split('.')[1]).toBe(String((startMs + 2 * WINDOW_MS) / 1000))
  })

  test('is refused when it has expired, is forged, or its key is revoked', async () => {
    const nowMs = world.doors.node.state.nowMs()
    const own = await holder()
    const good = issueTicket(own, nowMs)
    const [id, expiresAt, signature = ''] = good.split('.')
    const revoked = await holder(await insertKey(world.db))
    await world.db.query('UPDATE api_keys SET revoked_at = now() WHERE id = $1', [revoked.id])
    await world.doors.node.state.sync()
    const bad = [
      issueTicket(own, nowMs - 2 * WINDOW_MS),
      issueTicket({ ...own, hash: hashApiKey('guess') }, nowMs),
      issueTicket(revoked, nowMs),
      `${id}.${Number(expiresAt) + 300}.${signature}`,
      `${id}.${expiresAt}.${signature.slice(0, -1)}`,
      `${id}.${expiresAt}.${signature}A`,
      `${id}.${expiresAt}`,
      world.key,
      '',
      '%',
      'a/b',
    ]
    for (const ticket of bad) {
      const { response, text } = await listen({ ticket })
      expect([ticket, response.status]).toEqual([ticket, 401])
      expect(response.headers.get('www-authenticate')).toBe('Bearer')
      await vi.waitFor(
        () => expect(JSON.parse(text())).toMatchObject({ errorCode: 'GENERAL', metadata: { code: 'unauthorized' } }),
        inTime,
      )
    }
  })

  test('never gets into the log', async () => {
    const own = await startDoors(world.databaseUrl)
    const failing = vi.spyOn(own.context.eventStreams, 'open').mockImplementation(() => {
      throw new TypeError('broken')
    })
    const ticket = issueTicket(await holder(), world.doors.node.state.nowMs())
    expect((await listen({ from: own, ticket })).response.status).toBe(500)
    failing.mockRestore()
    expect((await listen({ from: own, ticket })).response.status).toBe(200)
    expect((await listen({ from: own, ticket: `${ticket}x` })).response.status).toBe(401)
    expect(own.logged()).toContain('a request failed')
    expect(own.logged()).not.toContain(ticket.slice(-20))
    await own.close()
  })
})

describe('the door', () => {
  test('is for GET', async () => {
    const ticket = issueTicket(await holder(), world.doors.node.state.nowMs())
    for (const method of ['POST', 'HEAD', 'OPTIONS']) {
      const response = await fetch(world.doors.url + EVENTS + ticket, { method })
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET'])
    }
  })

  test('takes so many streams a process, and forgets those that left', async () => {
    const small = await startDoors(world.databaseUrl, { mostStreams: 2 })
    const [first] = await Promise.all([listen({ from: small }), listen({ from: small })])
    const { response } = await listen({ from: small })
    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toMatch(/^\d+$/)
    first?.close()
    await vi.waitFor(() => expect(small.context.eventStreams.size()).toBe(1), inTime)
    expect((await listen({ from: small })).response.status).toBe(200)
    await small.close()
  })

  test('ends every stream and its connection when the process stops, and opens none', async () => {
    const stopping = await startDoors(world.databaseUrl)
    const streams = await Promise.all(Array.from({ length: 20 }, () => listen({ from: stopping })))
    stopping.context.eventStreams.close()
    await Promise.all(streams.map(({ ended }) => ended))
    await vi.waitFor(async () => expect(await stopping.connections()).toBe(0), inTime)
    expect((await listen({ from: stopping })).response.status).toBe(503)
    await stopping.close()
  })

  test('lets a browser read where the key of the ticket allows its origin', async () => {
    const origin = 'https://shop.example'
    const text = await insertKey(world.db, { origins: [origin] })
    const allowed = await listen({ text, headers: { origin } })
    expect(allowed.response.headers.get('access-control-allow-origin')).toBe(origin)
    const refused = [
      await listen({ headers: { origin } }),
      await listen({ text, headers: { origin: 'https://other.example' } }),
    ]
    for (const { response } of refused) expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })
})
