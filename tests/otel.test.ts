import { expect, onTestFinished, test, vi } from 'vitest'
import { seams } from '@/lib/telemetry/channels'
import { serveApi } from './support/api'
import { startCollector } from './support/collector'
import { startFront } from './support/front-process'
import { migratedDatabases } from './support/import'

const SOON = { timeout: 15_000, interval: 100 }
const TRACE = '0af7651916cd43dd8448eb211c80319c'

const { shared } = migratedDatabases()
const aviary = shared((fresh) =>
  fresh.load({
    projects: [{ id: 'in', title: 'Opted in' }],
    features: ['asked', 'busy'].map((name) => ({
      name,
      description: 'A feature',
      contexts: ['both' as const],
      rolloutMode: 'scoped_only' as const,
    })),
    scopeStates: [{ feature: 'asked', scopeType: 'project', scopeId: 'in' }],
  }),
)
const api = serveApi(aviary)

function decide(url: string, feature: string, headers: Record<string, string> = {}) {
  return fetch(`${url}/api/decision`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${api().decideKey}`, 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ feature, actor: { type: 'user', id: '42' }, resource: { type: 'project', id: 'in' } }),
  })
}

async function told(mode: 'answering' | 'silent' = 'answering') {
  const collector = await startCollector(mode)
  onTestFinished(() => collector.close())
  const front = await startFront(aviary().url, {
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_BSP_SCHEDULE_DELAY: '100',
    OTEL_BLRP_SCHEDULE_DELAY: '100',
    AVIARY_SAMPLED_FEATURES: 'busy, other',
  })
  onTestFinished(() => front.kill('SIGKILL'))
  await vi.waitFor(async () => expect((await fetch(`${front.url}/api/health/ready`)).status).toBe(200), SOON)
  return { collector, front }
}

test('a collector gets a span of each request for a decision and an event of each decision, sampled where marked', async () => {
  const { collector, front } = await told()
  const requestId = 'a-request-of-ours-1'
  await decide(front.url, 'asked', { traceparent: `00-${TRACE}-b7ad6b7169203331-01`, 'X-Request-Id': requestId })
  await decide(front.url, 'unheard_of')
  for (let n = 0; n < 300; n++) await decide(front.url, 'busy')
  const eventsOf = (feature: string) =>
    collector.events().filter(({ attributes }) => attributes['feature_flag.key'] === feature)

  await expect.poll(() => collector.spans().length, SOON).toBe(302)
  const traced = collector.spans().find(({ traceId }) => traceId === TRACE)
  expect(traced).toMatchObject({
    name: 'POST /api/decision',
    parentSpanId: 'b7ad6b7169203331',
    attributes: { 'http.route': '/api/decision', 'http.response.status_code': 200, 'aviary.request_id': requestId },
  })
  await expect.poll(() => eventsOf('asked'), SOON).toHaveLength(1)
  expect(eventsOf('asked')[0]).toMatchObject({
    eventName: 'feature_flag.evaluation',
    attributes: {
      'aviary.actor_type': 'user',
      'aviary.resource_type': 'project',
      'feature_flag.result.variant': 'on',
      'feature_flag.result.reason': 'static',
      'aviary.reason': 'enabled',
    },
  })
  // Nobody is told who asked.
  for (const { attributes } of collector.events()) expect(Object.values(attributes).join(' ')).not.toMatch(/\b42\b/)
  expect(eventsOf('unheard_of')[0]?.attributes).toMatchObject({ 'error.type': 'flag_not_found' })
  front.kill('SIGTERM')
  expect(await front.ended).toBe(0)
  // Of 300 about 30: five and more standard deviations to either side.
  expect(eventsOf('busy').length).toBeGreaterThan(3)
  expect(eventsOf('busy').length).toBeLessThan(70)
})

test('a collector that never answers holds up neither decisions nor the end', async () => {
  const { collector, front } = await told('silent')
  await decide(front.url, 'asked')
  await expect.poll(() => collector.events().length, SOON).toBeGreaterThan(0)
  for (let n = 0; n < 20; n++) expect((await decide(front.url, 'asked')).status).toBe(200)
  front.kill('SIGTERM')
  expect(await front.ended).toBe(0)
})

test('where nothing is configured nobody listens', async () => {
  expect((await decide(api().url, 'asked')).status).toBe(200)
  expect(seams.decision.hasSubscribers).toBe(false)
})
