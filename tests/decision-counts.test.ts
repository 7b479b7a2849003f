import { describe, expect, onTestFinished, test } from 'vitest'
import { createCountKeeper } from '@/lib/decisions/count-keeper'
import { createDecisionTally } from '@/lib/decisions/decision-tally'
import { serveApi } from './support/api'
import { startFront } from './support/front-process'
import { migratedDatabases } from './support/import'

const { shared } = migratedDatabases()
const FEATURES = ['asked', 'kept', 'gone', 'many', 'quiet'].map((name) => ({
  name,
  description: 'A feature',
  contexts: ['both' as const],
  rolloutMode: 'scoped_only' as const,
}))

const aviary = shared((fresh) =>
  fresh.load({
    projects: [
      { id: 'in', title: 'Opted in' },
      { id: 'out', title: 'Not opted in' },
    ],
    features: FEATURES,
    scopeStates: [{ feature: 'asked', scopeType: 'project', scopeId: 'in' }],
  }),
)
const api = serveApi(aviary)
const MINUTE_MS = 60_000
const minuteOf = (ms: number) => new Date(Math.floor(ms / MINUTE_MS) * MINUTE_MS).toISOString()

const countsOf = async (feature: string, query = '') =>
  (await api().ask('GET', `/api/v1/features/${feature}/decisions${query}`)).body
const keeperOf = (mostWaiting?: number) => {
  const tally = createDecisionTally()
  return { tally, keeper: createCountKeeper(tally, aviary().pool, mostWaiting) }
}

async function decide(url: string, projectId: string, feature = 'asked'): Promise<void> {
  const response = await fetch(`${url}/api/decision`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${api().decideKey}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ feature, actor: { type: 'user', id: '1' }, resource: { type: 'project', id: projectId } }),
  })
  expect(response.status).toBe(feature === 'asked' ? 200 : 404)
}

describe('the decisions of a front', () => {
  test('are in the database within seconds, and the last of them when it has ended', async () => {
    const front = await startFront(aviary().url)
    onTestFinished(() => front.kill('SIGKILL'))
    const isReady = async () => (await fetch(`${front.url}/api/health/ready`)).status
    await expect.poll(isReady, { timeout: 10_000 }).toBe(200)
    const [revision, entries] = [await aviary().revision(), await aviary().rows('SELECT id FROM audit_events')]
    for (let n = 0; n < 3; n++) await decide(front.url, 'in')
    await decide(front.url, 'out')
    await decide(front.url, 'in', 'unheard_of')
    const totals = async () => (await api().ask('GET', '/api/v1/decision-counts')).body.items
    const expected = { feature: 'asked', decisions: 4, allowed: 3, share: 0.75 }
    await expect.poll(totals, { timeout: 25_000, interval: 200 }).toMatchObject([expected])
    await decide(front.url, 'out')
    front.kill('SIGTERM')
    expect(await front.ended).toBe(0)
    const [item] = await totals()
    expect(item).toMatchObject({ decisions: 5, allowed: 3, share: 0.6 })
    expect(item.everyFiveMinutes.reduce((sum: number, count: number) => sum + count, 0)).toBe(5)
    const { items } = await countsOf('asked')
    const sumOf = (reason: string) =>
      items
        .filter((each: { reason: string }) => each.reason === reason)
        .reduce((sum: number, each: { decisions: number }) => sum + each.decisions, 0)
    expect([sumOf('enabled'), sumOf('scope_disabled')]).toEqual([3, 2])
    expect(await aviary().revision()).toBe(revision)
    expect(await aviary().rows('SELECT id FROM audit_events')).toEqual(entries)
  })
})

describe('counting', () => {
  test('adds up what nodes write at the same time, each to its minute', async () => {
    const nowMs = Date.now()
    const nodes = Array.from({ length: 8 }, () => keeperOf())
    for (const { tally, keeper } of nodes) {
      keeper.collect(nowMs - MINUTE_MS)
      for (const feature of ['many', 'kept', 'many']) tally.add(feature, 'cohort_allow')
      keeper.collect(nowMs)
      tally.add('many', 'cohort_deny')
      keeper.collect(nowMs + 1000)
    }
    await Promise.all(nodes.map(({ keeper }) => keeper.write()))
    const query = `?to=${new Date(nowMs + MINUTE_MS).toISOString()}`
    expect((await countsOf('many', query)).items).toEqual([
      { minute: minuteOf(nowMs - MINUTE_MS), result: true, reason: 'cohort_allow', decisions: 16 },
      { minute: minuteOf(nowMs), result: false, reason: 'cohort_deny', decisions: 8 },
    ])
  })

  test('loses nothing to a database that is away, but the oldest when that lasts', async () => {
    const tally = createDecisionTally()
    let isAway = true
    const query = (...asked: unknown[]) =>
      isAway ? Promise.reject(new Error('away')) : (aviary().pool.query as (...args: unknown[]) => unknown)(...asked)
    const keeper = createCountKeeper(tally, { query } as never, 3)
    const startMs = Date.now() - 10 * MINUTE_MS
    for (let minute = 0; minute < 6; minute++) {
      tally.add('gone', 'enabled')
      keeper.collect(startMs + minute * MINUTE_MS)
      await expect(keeper.write()).rejects.toThrow('away')
    }
    isAway = false
    await keeper.write()
    const { items } = await countsOf('gone')
    const lastThree = [2, 3, 4].map((minute) => minuteOf(startMs + minute * MINUTE_MS))
    expect(items.map(({ minute }: { minute: string }) => minute)).toEqual(lastThree)
    expect(tally.totals().enabled).toBe(6)
  })

  test('keeps no name that is no feature, and nothing older than a day', async () => {
    const { tally, keeper } = keeperOf()
    const old = `INSERT INTO decision_counts VALUES (now() - interval '25 hours', 'quiet', 'enabled', 7)`
    await aviary().rows(old)
    for (const feature of ['quiet', 'no_feature']) tally.add(feature, 'enabled')
    keeper.collect(Date.now())
    await keeper.write()
    const kept = await aviary().rows(
      `SELECT feature_name, decisions::int FROM decision_counts WHERE feature_name IN ('quiet', 'no_feature')`,
    )
    expect(kept).toEqual([{ feature_name: 'quiet', decisions: 1 }])
  })
})

test('the counts are for a span of a day at most, and of features that are there', async () => {
  const query = '?from=2026-01-01T00:00:00Z&to=2026-01-03T00:00:00Z'
  expect(await api().ask('GET', `/api/v1/features/kept/decisions${query}`)).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'from' }] },
  })
  expect(await api().ask('GET', '/api/v1/features/nothing/decisions')).toMatchObject({ status: 404 })
  expect(await api().ask('GET', '/api/v1/decision-counts', { key: api().decideKey })).toMatchObject({ status: 403 })
})
