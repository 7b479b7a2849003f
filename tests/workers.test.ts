import { Agent, request } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { serveApi } from './support/api'
import { childrenOf, type FrontProcess, startFront } from './support/front-process'
import { migratedDatabases } from './support/import'
import { samplesIn, sumOf } from './support/metrics-text'

const TOKEN = 'a-token-for-the-scraper'
const SOON = { timeout: 30_000, interval: 100 }

const { shared } = migratedDatabases()
const aviary = shared((fresh) =>
  fresh.load({
    projects: [{ id: 'in', title: 'Opted in' }],
    features: [{ name: 'asked', description: 'A feature', contexts: ['both'], rolloutMode: 'scoped_only' }],
    scopeStates: [{ feature: 'asked', scopeType: 'project', scopeId: 'in' }],
  }),
)
const api = serveApi(aviary)

const BODY = JSON.stringify({
  feature: 'asked',
  actor: { type: 'user', id: '1' },
  resource: { type: 'project', id: 'in' },
})

/** One decision on a connection of the agent. Resolves to its status, or how it failed. */
function decide({ url }: FrontProcess, agent?: Agent): Promise<number | string> {
  const headers = {
    Authorization: `Bearer ${api().decideKey}`,
    'Content-Type': 'application/json',
    'Content-Length': BODY.length,
  }
  return new Promise((resolve) => {
    const asked = request(`${url}/api/decision`, { method: 'POST', headers, agent }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0))
    })
    asked.on('error', ({ message }) => resolve(message)).end(BODY)
  })
}

const page = async ({ url }: FrontProcess) =>
  samplesIn(await (await fetch(`${url}/api/metrics`, { headers: { Authorization: `Bearer ${TOKEN}` } })).text())

const workersOf = async () => {
  const { nodes } = (await api().ask('GET', '/api/v1/nodes')).body
  return nodes.flatMap(({ worker, revision }: { worker: number | null; revision: number }) =>
    worker === null ? [] : [{ worker, revision }],
  )
}

async function start(): Promise<FrontProcess> {
  await aviary().rows('DELETE FROM nodes')
  const front = await startFront(aviary().url, { WEB_CONCURRENCY: '2', AVIARY_METRICS_TOKEN: TOKEN })
  onTestFinished(async () => {
    front.kill('SIGKILL')
    await front.ended
  })
  await expect.poll(async () => (await workersOf()).length, SOON).toBe(2)
  await expect.poll(() => decide(front), SOON).toBe(200)
  return front
}

test('the metrics of two workers are added up, each is known to the registry, and a stopped one holds up nobody', async () => {
  const front = await start()
  const revision = await aviary().revision()
  const both = [1, 2].map((worker) => ({ worker, revision }))
  await expect.poll(workersOf, SOON).toEqual(both)
  const before = await page(front)
  for (let n = 0; n < 40; n++) expect(await decide(front, new Agent({ keepAlive: false }))).toBe(200)
  const after = await page(front)
  const decided = { feature: 'asked', reason: 'enabled' }
  expect(sumOf(after, 'aviary_decisions_total', decided) - sumOf(before, 'aviary_decisions_total', decided)).toBe(40)
  for (const worker of ['1', '2']) expect(sumOf(after, 'aviary_revision', { worker })).toBe(revision)
  expect(sumOf(after, 'aviary_workers')).toBe(2)

  const [first = 0] = await childrenOf(front.pid)
  process.kill(first, 'SIGSTOP')
  onTestFinished(() => {
    try {
      process.kill(first, 'SIGKILL')
    } catch {
      // It has ended already.
    }
  })
  // Some connections are given to the one that is stopped; whoever answers leaves it out.
  const answered = await Promise.any(Array.from({ length: 4 }, () => page(front)))
  expect(
    new Set(answered.filter(({ name }) => name === 'aviary_revision').map(({ labels }) => labels.worker)).size,
  ).toBe(1)
  process.kill(first, 'SIGKILL')
  await expect.poll(async () => sumOf(await page(front), 'aviary_worker_restarts_total'), SOON).toBe(1)
  await expect.poll(async () => sumOf(await page(front), 'aviary_workers'), SOON).toBe(2)
})

test('on SIGHUP each worker is replaced, and no decision fails', async () => {
  const front = await start()
  const old = await childrenOf(front.pid)
  const agent = new Agent({ keepAlive: true, maxSockets: 4 })
  const outcomes = new Map<number | string, number>()
  let isOver = false
  const ask = async () => {
    while (!isOver) {
      const outcome = await decide(front, agent)
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    }
  }
  const asking = Array.from({ length: 4 }, ask)
  front.kill('SIGHUP')
  await expect.poll(() => front.logged(), SOON).toContain('all decision workers were replaced')
  isOver = true
  await Promise.all(asking)
  agent.destroy()
  expect([...outcomes.keys()]).toEqual([200])
  const workers = await childrenOf(front.pid)
  expect(workers).toHaveLength(2)
  expect(workers.filter((pid) => old.includes(pid))).toEqual([])
  await expect
    .poll(async () => (await workersOf()).map(({ worker }: { worker: number }) => worker), SOON)
    .toEqual([1, 2])
  front.kill('SIGTERM')
  expect(await front.ended).toBe(0)
})

test('where the port is taken, the front ends instead of trying for ever', async () => {
  const front = await start()
  const taken = startFront(aviary().url, { WEB_CONCURRENCY: '2', PORT: new URL(front.url).port })
  await expect(taken).rejects.toThrow('another program is listening')
})
