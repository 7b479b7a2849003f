import { hostname } from 'node:os'
import { expect, onTestFinished, test } from 'vitest'
import { serveApi } from './support/api'
import { startFront } from './support/front-process'
import { migratedDatabases } from './support/import'

const { shared } = migratedDatabases()
const aviary = shared((fresh) =>
  fresh.load({
    features: [{ name: 'climb', description: 'A feature', contexts: ['both'], rolloutMode: 'canary' }],
  }),
)
const api = serveApi(aviary)
const SOON = { timeout: 15_000, interval: 100 }

const health = async () => (await api().ask('GET', '/api/v1/nodes')).body
const nodes = async () => (await health()).nodes

async function fronts(count: number) {
  const before = (await nodes()).length
  const started = await Promise.all(Array.from({ length: count }, () => startFront(aviary().url)))
  onTestFinished(() => {
    for (const own of started) own.kill('SIGKILL')
  })
  await expect.poll(async () => (await nodes()).length, SOON).toBe(before + count)
  return started
}

test('each node says that it is there, and how a change reached it', async () => {
  const started = await fronts(3)
  const changed = await api().ask('PUT', '/api/v1/features/climb/rollouts/global', { body: { stage: 'internal_only' } })
  const { version: revision } = changed.body
  const receiptOf = async () =>
    (await health()).receipts.find((each: { revision: number }) => each.revision === revision)
  // Three fronts, and the API's own node.
  await expect.poll(receiptOf, SOON).toMatchObject({ reached: 4, nodes: 4, slowestMs: expect.any(Number) })
  for (const node of await nodes())
    expect(node).toMatchObject({
      kind: 'front',
      host: hostname(),
      revision,
      isListening: true,
      problems: [],
      hitRate: null,
    })
  const [first, second] = started
  first?.kill('SIGTERM')
  await first?.ended
  expect(await nodes()).toHaveLength(3)
  second?.kill('SIGKILL')
  await second?.ended
  await aviary().rows(`UPDATE nodes SET seen_at = now() - interval '1 minute'`)
  const problems = async () => (await nodes()).map((node: { problems: string[] }) => node.problems.join()).sort()
  await expect.poll(problems, SOON).toEqual(['', '', 'not_seen'])
  await aviary().rows(`UPDATE nodes SET seen_at = now() - interval '1 hour'`)
  await expect.poll(problems, SOON).toEqual(['', ''])
})

test('a node that stays behind, and one of an older release, are shown as they are', async () => {
  await aviary().rows(
    `INSERT INTO nodes (id, kind, version, revision, seen_at, freshness_age_ms, is_listening) VALUES
     ('00000000-0000-4000-8000-000000000001', 'front', 'old', 1, now() - interval '7 seconds', NULL, NULL),
     ('00000000-0000-4000-8000-000000000002', 'front', 'deaf', 1, now(), 9000, false)`,
  )
  const found = await nodes()
  const of = (version: string) => found.find((node: { version: string }) => node.version === version)
  expect(of('old')).toMatchObject({ host: null, hitRate: null, isListening: null, problems: ['behind'] })
  expect(of('deaf')).toMatchObject({ problems: ['not_fresh', 'not_listening'] })
})

test('the registry raises no revision', async () => {
  const before = await aviary().revision()
  const [seen] = await nodes()
  await expect
    .poll(async () => (await nodes()).find(({ id }: { id: string }) => id === seen.id)?.seenAt, SOON)
    .not.toBe(seen.seenAt)
  expect(await aviary().revision()).toBe(before)
})
