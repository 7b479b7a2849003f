import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { UNKNOWN } from '@/lib/decisions/decision-tally'
import { createMetrics } from '@/lib/telemetry/metrics'
import { serveApi } from './support/api'
import { startDoors } from './support/doors'
import { type FrontProcess, startFront } from './support/front-process'
import { migratedDatabases } from './support/import'
import { type Sample, samplesIn, sumOf } from './support/metrics-text'

const TOKEN = 'a-token-for-the-scraper'
const SOON = { timeout: 15_000, interval: 100 }

const { shared } = migratedDatabases()
const aviary = shared((fresh) =>
  fresh.load({
    projects: [{ id: 'in', title: 'Opted in' }],
    features: ['asked', 'climb'].map((name) => ({
      name,
      description: 'A feature',
      contexts: ['both'] as const,
      rolloutMode: name === 'asked' ? ('scoped_only' as const) : ('canary' as const),
    })) as never,
    scopeStates: [{ feature: 'asked', scopeType: 'project', scopeId: 'in' }],
  }),
)
const api = serveApi(aviary)

function decide(url: string, feature: string, projectId: string, actorId = '1') {
  return fetch(`${url}/api/decision`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${api().decideKey}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      feature,
      actor: { type: 'user', id: actorId },
      resource: { type: 'project', id: projectId },
    }),
  })
}

describe('the metrics of a front', () => {
  let front: FrontProcess

  const page = (headers: Record<string, string> = { Authorization: `Bearer ${TOKEN}` }) =>
    fetch(`${front.url}/api/metrics`, { headers })
  const samples = async () => samplesIn(await (await page()).text())
  const read = async (name: string, labels?: Record<string, string>) => sumOf(await samples(), name, labels)

  beforeAll(async () => {
    front = await startFront(aviary().url, { AVIARY_METRICS_TOKEN: TOKEN })
    await vi.waitFor(async () => expect((await fetch(`${front.url}/api/health/ready`)).status).toBe(200), SOON)
  })
  afterAll(() => front.kill('SIGKILL'))

  test('are for the token and for keys with scope admin', async () => {
    expect((await page({})).status).toBe(401)
    expect((await page({ Authorization: `Bearer ${TOKEN}x` })).status).toBe(401)
    expect((await page({ Authorization: `Bearer ${api().decideKey}` })).status).toBe(403)
    expect((await page({ Authorization: `Bearer ${api().adminKey}` })).status).toBe(200)
    // As the document says.
    for (const key of [null, api().decideKey, api().adminKey]) await api().ask('GET', '/api/metrics', { key })
  })

  test('count decisions, what they found in memory, and how long they took', async () => {
    const before = await samples()
    for (const project of ['in', 'in', 'out']) await decide(front.url, 'asked', project)
    await decide(front.url, 'unheard_of', 'in')
    const after = await samples()
    const more = (name: string, labels?: Record<string, string>) =>
      sumOf(after, name, labels) - (sumOf(before, name, labels) || 0)
    expect(more('aviary_decisions_total', { feature: 'asked', result: 'true', reason: 'enabled' })).toBe(2)
    expect(more('aviary_decisions_total', { feature: 'asked', result: 'false', reason: 'scope_disabled' })).toBe(1)
    expect(more('aviary_decisions_total', { feature: UNKNOWN, reason: 'feature_not_found' })).toBe(1)
    expect(more('aviary_cache_requests_total', { cache: 'resource', result: 'miss' })).toBe(2)
    expect(more('aviary_cache_requests_total', { cache: 'resource', result: 'hit' })).toBe(1)
    expect(more('aviary_cache_requests_total', { cache: 'actor', result: 'hit' })).toBe(3)
    expect(more('aviary_cache_requests_total', { cache: 'rules', result: 'hit' })).toBe(3)
    expect(more('aviary_decisions_without_query_total')).toBe(1)
    expect(more('aviary_fact_loads_total')).toBe(2)
    expect(more('aviary_decision_seconds_count')).toBe(3)
    expect(more('aviary_decision_seconds_bucket', { le: '+Inf' })).toBe(3)
    expect(more('aviary_decision_seconds_sum')).toBeGreaterThan(0)
    expect(more('aviary_http_requests_total', { route: 'decision', status: '2xx' })).toBe(3)
    expect(more('aviary_http_requests_total', { route: 'decision', status: '4xx' })).toBe(1)
    expect(more('aviary_http_request_seconds_count', { route: 'decision' })).toBe(4)
    expect(more('aviary_repository_errors_total')).toBe(0)
    for (const le of ['0.001', '0.005', '0.01', '0.015'])
      expect(sumOf(after, 'aviary_decision_seconds_bucket', { le })).toBeLessThanOrEqual(
        sumOf(after, 'aviary_decision_seconds_count'),
      )
  })

  test('say how far the node is, how fresh, and how long a change took', async () => {
    const lags = await read('aviary_invalidation_lag_seconds_count')
    const changed = await api().ask('PUT', '/api/v1/features/climb/rollouts/global', {
      body: { stage: 'internal_only' },
    })
    await expect.poll(() => read('aviary_revision', { worker: '0' }), SOON).toBe(changed.body.version)
    expect(await read('aviary_invalidation_lag_seconds_count')).toBe(lags + 1)
    expect(await read('aviary_invalidation_lag_seconds_sum')).toBeLessThan(5)
    expect(await read('aviary_freshness_age_seconds')).toBeLessThan(5)
    expect(await read('aviary_listening')).toBe(1)
    expect(await read('aviary_audit_chain_intact')).toBe(1)
  })

  test('show event streams, the pool and the process', async () => {
    expect(await read('aviary_event_streams', { kind: 'ofrep' })).toBe(0)
    expect(await read('aviary_event_streams', { kind: 'changes' })).toBe(0)
    expect(await read('aviary_database_connections')).toBeGreaterThan(0)
    expect(await read('process_resident_memory_bytes')).toBeGreaterThan(1e6)
    expect(await read('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0)
    expect(await read('process_cpu_seconds_total')).toBeGreaterThan(0)
    expect(await read('aviary_refused_total', { code: 'unauthorized' })).toBeGreaterThan(0)
  })
})

test('a million actors and thousands of names are told apart by no label', async () => {
  const doors = await startDoors(aviary().applicationUrl)
  try {
    const { service } = doors.node
    await decide(doors.url, 'asked', 'in')
    const text = createMetrics(doors.context)
    const series = async () => samplesIn(await text.text())
    const key = ({ name, labels }: Sample) => `${name} ${JSON.stringify(labels)}`
    await service.decide(asking('unheard_of', 'first'))
    const before = new Set((await series()).map(key))
    for (let n = 0; n < 1_000_000; n++) service.decide(asking('asked', `actor-${n}`))
    for (let n = 0; n < 10_000; n++) service.decide(asking(`unheard_of_${n}`, 'first'))
    const after = await series()
    expect(after.map(key).filter((each) => !before.has(each) && each.startsWith('aviary'))).toEqual([])
    expect(sumOf(after, 'aviary_decisions_total', { feature: 'asked' })).toBeGreaterThanOrEqual(1_000_000)
    expect(after.length).toBeLessThan(1000)
  } finally {
    await doors.close()
  }
}, 60_000)

const asking = (feature: string, id: string) => ({
  feature,
  actor: { type: 'user' as const, id },
  resource: { type: 'project' as const, id: 'in' },
})
