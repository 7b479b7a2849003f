import { describe, expect, test } from 'vitest'
import { setStage } from '@/lib/changes/set-stage'
import { GLOBAL } from '@/lib/queries/places'
import { serveApi } from './support/api'
import { migratedDatabases } from './support/import'
import { ADMIN_KEY, DECIDE_KEY, OPERATOR, SUPPORT, SYSTEM_ADMIN } from './support/principals'

const { shared } = migratedDatabases()

const WHO = ['a_command', 'a_system_admin', 'an_admin_key', 'support', 'an_app']
const FEATURES = ['climb', 'back', 'race', 'once', 'again', 'project', ...WHO].map((name) => ({
  name,
  description: 'A feature',
  contexts: ['both' as const],
  rolloutMode: 'canary' as const,
}))

const aviary = shared((fresh) =>
  fresh.load({
    publishers: [{ id: 'pub', name: 'Press' }],
    projects: [{ id: 'p/1', title: 'Chemistry', publisherId: 'pub' }],
    sections: [{ id: 's1', title: 'Chem 101', projectId: 'p/1', publisherId: 'pub' }],
    features: FEATURES,
  }),
)
const api = serveApi(aviary)

const globalOf = (feature: string) => `/api/v1/features/${feature}/rollouts/global`
const entriesOf = (feature: string) =>
  aviary().rows('SELECT action, before, after, note FROM audit_events WHERE feature_name = $1 ORDER BY id', [feature])

async function climb(feature: string, ...stages: string[]): Promise<number | null> {
  let expectedVersion: number | null = null
  for (const stage of stages) {
    const { body } = await api().ask('PUT', globalOf(feature), { body: { stage, expectedVersion } })
    expectedVersion = body.version
  }
  return expectedVersion
}

describe('a global stage', () => {
  test('climbs one step at a time, and says what it replaced', async () => {
    const first = await api().ask('PUT', globalOf('climb'), { body: { stage: 'internal_only' } })
    expect(first).toMatchObject({
      status: 200,
      body: {
        stage: 'internal_only',
        effectiveStage: 'internal_only',
        source: 'global',
        changed: true,
        replaced: { stage: null, version: null, effectiveStage: 'off' },
        updatedBy: { kind: 'api_key', name: 'Test admin' },
      },
    })
    expect(first.headers.get('x-aviary-revision')).toBe(String(first.body.version))
    const skipped = await api().ask('PUT', globalOf('climb'), {
      body: { stage: 'full', expectedVersion: first.body.version },
    })
    expect(skipped).toMatchObject({ status: 422, body: { code: 'stage_skipped', next: 'five_percent' } })
    expect(await entriesOf('climb')).toMatchObject([
      { action: 'feature.added' },
      { action: 'rollout.added', before: null, after: { stage: 'internal_only' } },
    ])
  })

  test('goes back any number of steps at once, with a reason, whatever version was seen', async () => {
    await climb('back', 'internal_only', 'five_percent', 'fifty_percent')
    const bare = await api().ask('PUT', globalOf('back'), { body: { stage: 'off' } })
    expect(bare).toMatchObject({ status: 422, body: { code: 'reason_required', errors: [{ path: 'reason' }] } })
    const back = await api().ask('PUT', globalOf('back'), { body: { stage: 'off', reason: 'It broke.' } })
    expect(back).toMatchObject({ status: 200, body: { stage: 'off', replaced: { stage: 'fifty_percent' } } })
    expect((await entriesOf('back')).at(-1)).toMatchObject({ note: 'It broke.', after: { stage: 'off' } })
  })

  test('with If-Match binds on the way down too', async () => {
    const version = await climb('once', 'internal_only', 'five_percent')
    const headers = { 'If-Match': `"${Number(version) - 1}"` }
    const stale = await api().ask('PUT', globalOf('once'), { body: { stage: 'off', reason: 'no' }, headers })
    expect(stale).toMatchObject({ status: 409, body: { code: 'version_conflict', current: { version } } })
  })

  test('set to what it is writes nothing, and raises no revision', async () => {
    const expectedVersion = await climb('again', 'internal_only')
    const [before, entries] = [await aviary().revision(), await entriesOf('again')]
    const again = await api().ask('PUT', globalOf('again'), { body: { stage: 'internal_only', expectedVersion } })
    expect(again).toMatchObject({ status: 200, body: { changed: false, version: expectedVersion } })
    expect([await aviary().revision(), await entriesOf('again')]).toEqual([before, entries])
  })

  test('is promoted once by fifty admins who saw the same', async () => {
    const attempts = Array.from({ length: 50 }, () =>
      api().ask('PUT', globalOf('race'), { body: { stage: 'internal_only' } }),
    )
    const answers = await Promise.all(attempts)
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const refused = answers.filter(({ status }) => status !== 200)
    for (const { status, body } of refused)
      expect({ status, code: body.code }).toEqual({ status: 409, code: 'version_conflict' })
    expect(await entriesOf('race')).toHaveLength(2)
  })
})

describe('a project', () => {
  test('with a slash in its id pins, inherits, and clears', async () => {
    const path = `/api/v1/features/project/rollouts/project/${encodeURIComponent('p/1')}`
    const pinned = await api().ask('PUT', path, { body: { stage: 'off' } })
    expect(pinned).toMatchObject({
      status: 200,
      body: { scopeId: 'p/1', stage: 'off', source: 'project', changed: true },
    })
    const query = `?expectedVersion=${pinned.body.version}`
    const cleared = await api().ask('DELETE', path + query)
    expect(cleared).toMatchObject({ status: 200, body: { stage: null, source: 'default', changed: true } })
    expect(await api().ask('DELETE', path)).toMatchObject({ status: 200, body: { changed: false } })
  })

  test('that does not exist has no stage to set', async () => {
    const path = '/api/v1/features/project/rollouts/project/nowhere'
    expect(await api().ask('PUT', path, { body: { stage: 'off' } })).toMatchObject({
      status: 404,
      body: { code: 'place_not_found' },
    })
  })
})

test.each([
  ['a command', OPERATOR, 'changed'],
  ['a system admin', SYSTEM_ADMIN, 'changed'],
  ['an admin key', ADMIN_KEY, 'changed'],
  ['support', SUPPORT, 'forbidden'],
  ['an app', DECIDE_KEY, 'forbidden'],
])('a stage is changed by whom decision.md lets: %s', async (who, principal, outcome) => {
  const feature = who.replaceAll(' ', '_')
  const context = { pool: aviary().pool, principal, requestId: 'test' }
  const set = setStage(context, { feature, place: GLOBAL }, { stage: 'internal_only' })
  const happened = await set.then(
    () => 'changed',
    (error) => error.code,
  )
  expect(happened).toBe(outcome)
  expect(await entriesOf(feature)).toHaveLength(outcome === 'changed' ? 2 : 1)
})

test('the interface refuses who may not ask, and what is not there', async () => {
  expect(await api().ask('GET', '/api/v1/features/climb/rollouts', { key: null })).toMatchObject({ status: 401 })
  expect(await api().ask('GET', '/api/v1/features/climb/rollouts', { key: api().decideKey })).toMatchObject({
    status: 403,
  })
  expect(await api().ask('PUT', globalOf('nobody'), { body: { stage: 'off' } })).toMatchObject({
    status: 404,
    body: { code: 'feature_not_found' },
  })
  expect(await api().ask('GET', '/api/v1/nothing')).toMatchObject({ status: 404, body: { code: 'not_found' } })
  const wrong = await api().ask('POST', globalOf('climb'), { body: {} })
  expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'PUT'])
})
