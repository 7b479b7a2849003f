import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { serveApi } from './support/api'
import { FEATURE, loadImpactWorld, those } from './support/impact-world'
import { migratedDatabases } from './support/import'

const { shared } = migratedDatabases()
const aviary = shared(loadImpactWorld)
const api = serveApi(aviary)

const change = { kind: 'set_stage', scopeType: 'global', stage: 'fifty_percent' }
const everyone = { kind: 'set_stage', scopeType: 'global', stage: 'full' }

function open(accept: string, asked: object, feature = FEATURE): { answer: Promise<Response>; leave: () => void } {
  const leaving = new AbortController()
  const answer = fetch(`${api().url}/api/v1/features/${feature}/impact`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${api().adminKey}`, 'Content-Type': 'application/json', Accept: accept },
    body: JSON.stringify(asked),
    signal: leaving.signal,
  })
  return { answer, leave: () => leaving.abort() }
}

function eventsIn(text: string): { name: string; data: unknown }[] {
  return text
    .split('\n\n')
    .filter((block) => block !== '')
    .map((block) => {
      const [name = '', data = ''] = block.split('\n')
      return { name: name.replace('event: ', ''), data: JSON.parse(data.replace('data: ', '')) }
    })
}

const CONNECTIONS = `SELECT count(*)::int AS count FROM pg_stat_activity
  WHERE application_name = 'aviary impact' AND datname = current_database()`
const connections = async () => (await aviary().rows<{ count: number }>(CONNECTIONS))[0]?.count

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await isSo()); tries++) {
    if (tries > 500) throw new Error('It did not come to be so.')
    await sleep(20)
  }
}

describe('server-sent events', () => {
  test('tell of the progress, and then what JSON answers', async () => {
    const response = await open('text/event-stream', change).answer
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream'])
    const events = eventsIn(await response.text())
    const progress = events.filter(({ name }) => name === 'progress').map(({ data }) => data)
    expect(progress[0]).toEqual({ judged: 0, total: 240 })
    expect(progress.at(-1)).toEqual({ judged: 240, total: 240 })
    const json = await api().ask('POST', `/api/v1/features/${FEATURE}/impact`, { body: change })
    expect(events.at(-1)).toEqual({ name: 'result', data: { ...json.body, asOf: expect.any(String) } })
  })

  test('are refused as JSON is', async () => {
    const response = await open('text/event-stream', change, 'nothing').answer
    expect([response.status, response.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
  })
})

describe('CSV', () => {
  test('names everyone concerned, authors first, by id, and runs in no spreadsheet', async () => {
    const response = await open('text/csv', everyone).answer
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="impact of ${FEATURE}.csv"`)
    const [header, ...rows] = (await response.text()).trimEnd().split('\r\n')
    expect(header).toBe('effect,type,id,name,email')
    const expected = (['author', 'user'] as const).flatMap((type) =>
      those(type, 'in 50 only', 'out').map((id) => `gain,${type},${id}`),
    )
    expect(rows.map((row) => row.split(',').slice(0, 3).join())).toEqual(expected)
    expect(rows).toContain(`gain,user,u002,'=1+1,`)
  })

  test('may be asked for by the query too', async () => {
    const path = `/api/v1/features/${FEATURE}/impact?format=csv`
    const asked = { kind: 'set_internal', actorType: 'user', actorId: those('user', 'out')[1], isInternal: true }
    const { body } = await api().ask('POST', path, { body: asked })
    expect(body).toBe(`effect,type,id,name,email\r\ngain,user,${asked.actorId},Name of ${asked.actorId},\r\n`)
  })
})

describe('who goes away', () => {
  const many = 80_000

  // Far more than the buffers of a connection hold, so that the thread has to wait for its reader.
  beforeAll(async () => {
    const client = new pg.Client({ connectionString: aviary().url })
    await client.connect()
    await client.query('SET session_replication_role = replica')
    await client.query(
      `INSERT INTO users (id, name) SELECT 'x' || nth, repeat('n', 200) FROM generate_series(1, ${many}) AS nth`,
    )
    await client.end()
  })

  test('ends the work and its transaction; meanwhile at most two work, and the third begins when one leaves', async () => {
    const first = open('text/csv', everyone)
    const second = open('text/csv', everyone)
    const [reader] = [(await first.answer).body?.getReader(), (await second.answer).body?.getReader()]
    await reader?.read()
    await until(async () => (await connections()) === 2)
    const third = open('text/csv', everyone)
    let hasBegun = false
    const begun = third.answer.then(() => {
      hasBegun = true
    })
    await sleep(500)
    expect([hasBegun, await connections()]).toEqual([false, 2])
    first.leave()
    await begun
    second.leave()
    third.leave()
    await until(async () => (await connections()) === 0)
  })

  test('from events, too', async () => {
    const { answer, leave } = open('text/event-stream', everyone)
    const reader = (await answer).body?.getReader()
    await reader?.read()
    leave()
    await until(async () => (await connections()) === 0)
  })

  test('from a JSON answer, too', async () => {
    const { answer, leave } = open('application/json', everyone)
    const left = answer.catch((error) => error.name)
    await until(async () => (await connections()) === 1)
    leave()
    expect(await left).toBe('AbortError')
    await until(async () => (await connections()) === 0)
  })

  test('is not who stays: a long list arrives whole', async () => {
    const text = await (await open('text/csv', everyone).answer).text()
    const ids = new Set(text.split('\n').flatMap((row) => (row.includes(',x') ? [row.split(',')[2]] : [])))
    const counted = await api().ask('POST', `/api/v1/features/${FEATURE}/impact`, { body: everyone })
    expect(ids.size).toBe(counted.body.gain.users.count - those('user', 'in 50 only', 'out').length)
    expect(ids.size).toBeGreaterThan(many * 0.9)
  })

  test('is told, where it is the database that goes: half a list does not pass for all', async () => {
    const response = await open('text/csv', everyone).answer
    await aviary().rows(CONNECTIONS.replace('count(*)::int AS count', 'pg_terminate_backend(pid)'))
    expect(await response.text()).toMatch(/The list broke off here: it is not complete\.\r\n$/)
  })
})
