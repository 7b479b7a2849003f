import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { decide, decisionWorld } from './support/decision-world'
import { type EventReader, readEvents } from './support/event-reader'
import { childrenOf, type FrontProcess, isRunning, startFront } from './support/front-process'
import { openRaw, rawRequest } from './support/raw-http'
import { startProxy } from './support/tcp-proxy'

const FACTS = `
INSERT INTO projects (id, title) VALUES ('12', 'Chemistry'), ('13', 'Physics');
INSERT INTO features (name, description, contexts, rollout_mode) VALUES ('full', 'A feature.', 'both', 'canary'), ('off', 'A feature.', 'both', 'canary');
INSERT INTO scoped_feature_rollouts (feature_name, scope_type, stage) VALUES ('full', 'global', 'full'), ('off', 'global', 'off');
INSERT INTO scoped_feature_flag_states (feature_name, project_id) SELECT name, id FROM features, projects;
`
const world = decisionWorld(FACTS)
const SOON = { timeout: 20_000, interval: 50 }
const MOST_TO_STOP_MS = 10_000
const question = (id: string, feature = 'full') => ({
  feature,
  actor: { type: 'user', id: '1' },
  resource: { type: 'project', id },
})
const ask = (url: string, id: string, feature?: string) =>
  decide(url, world.key, question(id, feature)).then(
    ({ reason }) => reason,
    (error: Error) => error.message,
  )

/** A front of its own for a test, which ends with it. */
async function front(settings: Readonly<Record<string, string>> = {}, databaseUrl = world.databaseUrl) {
  const own = await startFront(databaseUrl, settings)
  onTestFinished(async () => {
    own.kill('SIGKILL')
    await own.ended
  })
  await expect.poll(() => ask(own.url, '12'), SOON).toBe('stage_full')
  return own
}

/** Ends a front in order. Fails where it is no order, or takes too long. */
async function expectToStop(own: FrontProcess): Promise<void> {
  const startedAtMs = performance.now()
  own.kill('SIGTERM')
  expect(await own.ended, own.logged()).toBe(0)
  expect(performance.now() - startedAtMs).toBeLessThan(MOST_TO_STOP_MS)
}

async function openStreams(own: FrontProcess, count: number): Promise<EventReader[]> {
  const response = await fetch(`${own.url}/ofrep/v1/evaluate/flags`, {
    method: 'POST',
    headers: { authorization: `Bearer ${world.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ context: { targetingKey: '1', projectId: '12' } }),
  })
  const { eventStreams } = (await response.json()) as { eventStreams: { endpoint: { requestUri: string } }[] }
  const uri = own.url + eventStreams[0]?.endpoint.requestUri
  const readers = await Promise.all(Array.from({ length: count }, () => readEvents(uri)))
  for (const { response } of readers) expect(response.status).toBe(200)
  return readers
}

/** A request of which half the body is still to come. */
async function halfAsked(own: FrontProcess) {
  const body = JSON.stringify(question('12'))
  const headers = { Authorization: `Bearer ${world.key}`, 'Content-Type': 'application/json' }
  const bytes = rawRequest('/api/decision', headers, body)
  const connection = await openRaw(own.url)
  connection.send(bytes.subarray(0, -20))
  return { ...connection, sendRest: () => connection.send(bytes.subarray(-20)) }
}

const connectionsOf = async (applicationName: string) => {
  const { rows } = await world.db.query(
    'SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1',
    [applicationName],
  )
  return rows.map(({ pid }) => pid as number)
}

describe('a front that is told to end', () => {
  test('answers what it was asked, ends its event streams, and is gone within 10 s', async () => {
    const proxy = await startProxy(world.databaseUrl)
    onTestFinished(() => proxy.close())
    const own = await front({}, proxy.url)
    const readers = await openStreams(own, 50)
    const half = await halfAsked(own)
    proxy.delay(200)
    const miss = ask(own.url, '13')
    await sleep(100)
    const stopped = expectToStop(own)
    await Promise.all(readers.map(({ ended }) => ended))
    await expect.poll(() => ask(own.url, '12'), SOON).toBe('fetch failed')
    half.sendRest()
    expect(await miss).toBe('stage_full')
    const [answer] = await half.answered(1)
    expect(answer).toMatchObject({ status: 200, text: expect.stringContaining('"reason":"stage_full"') })
    await stopped
    expect(own.logged()).toContain('"stopping"')
  })

  test('waits for no connection that asks nothing', async () => {
    const own = await front()
    const kept = await openRaw(own.url)
    kept.send(
      rawRequest(
        '/api/decision',
        { Authorization: `Bearer ${world.key}`, 'Content-Type': 'application/json' },
        JSON.stringify(question('12')),
      ),
    )
    await kept.answered(1)
    const silent = connect({ host: '127.0.0.1', port: Number(new URL(own.url).port) })
    await once(silent, 'connect')
    await expectToStop(own)
    await kept.closed
    silent.destroy()
  })

  test('waits for no database that does not answer', async () => {
    const proxy = await startProxy(world.databaseUrl)
    onTestFinished(() => proxy.close())
    const own = await front({}, proxy.url)
    proxy.set('swallow')
    await expectToStop(own)
  })

  test('ends at an interrupt from the keyboard too', async () => {
    const own = await front()
    own.kill('SIGINT')
    expect(await own.ended).toBe(0)
  })
})

test('a front that is killed leaves nothing behind, and another takes its place', async () => {
  // Named in the URL, apart from the connections of this process, which come and go.
  const name = 'front to be killed'
  const own = await front({}, `${world.databaseUrl}?application_name=${encodeURIComponent(name)}`)
  const port = new URL(own.url).port
  expect(await connectionsOf(name)).not.toEqual([])
  own.kill('SIGKILL')
  expect(await own.ended).toBe('SIGKILL')
  await expect.poll(() => connectionsOf(name), SOON).toEqual([])
  const next = await front({ PORT: port })
  expect(await ask(next.url, '12', 'off')).toBe('stage_off')
})

describe('two decision workers', () => {
  const servingSince = async (own: FrontProcess, times: number) => {
    await expect.poll(() => own.logged().match(/"serving"/g)?.length, SOON).toBe(times)
    return childrenOf(own.pid)
  }

  test('serve one port, are replaced when they are killed, and end in order', async () => {
    const own = await front({ WEB_CONCURRENCY: '2' })
    const [first = 0, second] = await servingSince(own, 2)
    process.kill(first, 'SIGKILL')
    await expect.poll(() => childrenOf(own.pid), SOON).not.toContain(first)
    // Until its supervisor has noticed, it is still given connections.
    await expect.poll(() => own.logged(), SOON).toContain('a decision worker ended and is started again')
    for (let n = 0; n < 20; n++) expect(await ask(own.url, '12')).toBe('stage_full')
    const workers = await servingSince(own, 3)
    expect(workers).toHaveLength(2)
    expect(workers).toContain(second)
    await expectToStop(own)
    expect(workers.filter(isRunning)).toEqual([])
  })

  test('do not outlive the process that started them', async () => {
    const own = await front({ WEB_CONCURRENCY: '2' })
    const workers = await servingSince(own, 2)
    own.kill('SIGKILL')
    await own.ended
    await expect.poll(() => workers.filter(isRunning), SOON).toEqual([])
  })
})
