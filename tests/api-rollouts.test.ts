import { describe, expect, test } from 'vitest'
import { serveApi } from './support/api'
import { migratedDatabases } from './support/import'
import { written } from './support/written'

const { shared } = migratedDatabases()

const FEATURES = [
  ...['climb', 'back', 'race', 'once', 'again', 'project', 'stale', 'off', 'two', 'force', 'lost', 'held', 'trail'],
  ...['inherit', 'raise', 'shadow', 'clear'],
].map((name) => ({
  name,
  description: 'A feature',
  contexts: ['both' as const],
  rolloutMode: 'canary' as const,
}))

const aviary = shared((fresh) =>
  fresh.load({
    publishers: [{ id: 'pub', name: 'Press' }],
    projects: [{ id: 'p/1', title: 'Chemistry', publisherId: 'pub' }],
    sections: ['s1', 's2', 's3'].map((id) => ({ id, title: 'Chem', projectId: 'p/1', publisherId: 'pub' })),
    scopeStates: [{ feature: 'force', scopeType: 'section', scopeId: 's1' }],
    features: FEATURES,
  }),
)
const api = serveApi(aviary)

const NOTHING_WRITTEN = { entries: [], revisions: 0 }
const pathOf = (feature: string, scopeType: string, id: string) =>
  `/api/v1/features/${feature}/rollouts/${scopeType}/${encodeURIComponent(id)}`
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

describe('a change that meets another', () => {
  test('forward is told what is in force, who set it and when, and writes nothing', async () => {
    const version = await climb('stale', 'internal_only', 'five_percent')
    const body = { stage: 'five_percent', expectedVersion: Number(version) - 1 }
    const late = await written(aviary(), () => api().ask('PUT', globalOf('stale'), { body }))
    const current = {
      scopeType: 'global',
      scopeId: null,
      stage: 'five_percent',
      version,
      effectiveStage: 'five_percent',
    }
    const updatedBy = { kind: 'api_key', name: 'Test admin' }
    expect(late).toMatchObject({
      result: { status: 409, body: { code: 'version_conflict', current: { ...current, source: 'global', updatedBy } } },
      ...NOTHING_WRITTEN,
    })
    // Order of judgment: the version before the no-op, the ladder and the reason.
    for (const stage of ['five_percent', 'full'])
      expect(await api().ask('PUT', globalOf('stale'), { body: { stage } })).toMatchObject({
        body: { code: 'version_conflict' },
      })
  })

  test('backward goes through on an old version, and says what it replaced', async () => {
    const version = await climb('off', 'internal_only', 'five_percent', 'fifty_percent')
    const body = { stage: 'off', reason: 'It broke.', expectedVersion: 1 }
    const off = await api().ask('PUT', globalOf('off'), { body })
    const replaced = { stage: 'fifty_percent', version, effectiveStage: 'fifty_percent' }
    expect(off).toMatchObject({ status: 200, body: { stage: 'off', changed: true, replaced } })
    // What was a step back from what was seen is a step forward from what is in force now.
    const forward = await api().ask('PUT', globalOf('off'), { body: { ...body, stage: 'internal_only' } })
    expect(forward).toMatchObject({ status: 409, body: { code: 'version_conflict', current: { stage: 'off' } } })
  })

  test('by twenty who turn it off at once turns it off once', async () => {
    const expectedVersion = await climb('two', 'internal_only')
    const body = { stage: 'off', reason: 'It broke.', expectedVersion }
    const ask = () => api().ask('PUT', globalOf('two'), { body })
    const { result, entries, revisions } = await written(aviary(), () => Promise.all(Array.from({ length: 20 }, ask)))
    expect(result.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(409)])
    for (const answer of result) if (answer.status === 409) expect(answer.body.current.stage).toBe('off')
    expect([entries.length, revisions]).toEqual([1, 1])
  })

  test('whose reply was lost is not made twice when it is sent again', async () => {
    const lock = await aviary().pool.connect()
    await lock.query('BEGIN')
    await lock.query('SELECT FROM state_revision FOR UPDATE')
    const abort = new AbortController()
    const body = JSON.stringify({ stage: 'internal_only' })
    const headers = { Authorization: `Bearer ${api().adminKey}`, 'Content-Type': 'application/json' }
    const request = { method: 'PUT', headers, body, signal: abort.signal }
    const lost = fetch(api().url + globalOf('lost'), request).then(
      () => 'answered',
      () => 'lost',
    )
    const waiting = () =>
      aviary().rows(`SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)
    await expect.poll(waiting, { interval: 5 }).toHaveLength(1)
    abort.abort()
    expect(await lost).toBe('lost')
    await lock.query('COMMIT')
    lock.release()
    await expect.poll(() => entriesOf('lost')).toHaveLength(2)
    const again = await api().ask('PUT', globalOf('lost'), { body })
    expect(again).toMatchObject({
      status: 409,
      body: { current: { stage: 'internal_only', updatedBy: { kind: 'api_key' } } },
    })
    expect(await entriesOf('lost')).toHaveLength(2)
  })

  test('that holds the writers up for too long is told to try again, and writes nothing', async () => {
    const lock = await aviary().pool.connect()
    await lock.query('BEGIN')
    await lock.query('SELECT FROM state_revision FOR UPDATE')
    const busy = await api().ask('PUT', globalOf('held'), { body: { stage: 'internal_only' } })
    await lock.query('ROLLBACK')
    lock.release()
    expect(busy).toMatchObject({ status: 409, body: { code: 'busy' } })
    expect(await entriesOf('held')).toHaveLength(1)
    expect(await api().ask('PUT', globalOf('held'), { body: { stage: 'internal_only' } })).toMatchObject({
      status: 200,
    })
  })

  test('names one version: two that disagree are refused', async () => {
    const headers = { 'If-Match': '"7"' }
    const two = await api().ask('PUT', globalOf('held'), { body: { stage: 'off', expectedVersion: 8 }, headers })
    expect(two).toMatchObject({ status: 400, body: { errors: [{ path: 'expectedVersion' }] } })
    for (const tag of ['7', '*', 'W/"7"', '"x"'])
      expect(
        await api().ask('PUT', globalOf('held'), { body: { stage: 'off' }, headers: { 'If-Match': tag } }),
      ).toMatchObject({
        status: 400,
        body: { errors: [{ path: 'If-Match' }] },
      })
  })
})

test('a stage is in force on the node that answers when the call returns', async () => {
  const body = { feature: 'force', actor: { type: 'user', id: '1' }, resource: { type: 'section', id: 's1' } }
  const decide = async () => (await api().ask('POST', '/api/decision', { body })).body.reason
  let expectedVersion: number | null = null
  for (let round = 0; round < 5; round++) {
    for (const [stage, reason] of [
      ['internal_only', 'not_internal'],
      ['off', 'stage_off'],
    ]) {
      const change: unknown = { stage, reason: 'To and fro.', expectedVersion }
      expectedVersion = (await api().ask('PUT', globalOf('force'), { body: change })).body.version
      expect(await decide()).toBe(reason)
    }
  }
})

test('every change of a stage is in the trail: who, what, from, to, where, why, and by which request', async () => {
  const section = pathOf('trail', 'section', 's1')
  const steps: [string, string, object, object][] = [
    [
      'PUT',
      globalOf('trail'),
      { stage: 'internal_only', reason: 'Go.' },
      {
        action: 'rollout.added',
        scopeType: 'global',
        scopeId: null,
        before: null,
        after: { stage: 'internal_only' },
        note: 'Go.',
      },
    ],
    [
      'PUT',
      section,
      { stage: 'five_percent' },
      {
        action: 'rollout.added',
        scopeType: 'section',
        scopeId: 's1',
        before: null,
        after: { stage: 'five_percent' },
        note: null,
      },
    ],
    [
      'PUT',
      section,
      { stage: 'off', reason: ' It broke. ' },
      {
        action: 'rollout.changed',
        scopeType: 'section',
        scopeId: 's1',
        before: { stage: 'five_percent' },
        after: { stage: 'off' },
        note: 'It broke.',
      },
    ],
    [
      'DELETE',
      section,
      { reason: 'Follow.' },
      {
        action: 'rollout.removed',
        scopeType: 'section',
        scopeId: 's1',
        before: { stage: 'off' },
        after: null,
        note: 'Follow.',
      },
    ],
  ]
  let expectedVersion: number | null = null
  for (const [at, [method, path, change, entry]] of steps.entries()) {
    const headers = { 'X-Request-Id': `trail-${at}` }
    const body: unknown = { ...change, expectedVersion: path === section ? expectedVersion : null }
    const done = await written(aviary(), () => api().ask(method, path, { body, headers }))
    if (path === section) expectedVersion = done.result.body.version
    const who = { actorKind: 'api_key', actorName: 'Test admin', feature: 'trail', requestId: `trail-${at}` }
    expect(done).toMatchObject({ result: { status: 200 }, revisions: 1, entries: [{ ...who, ...entry }] })
    expect(done.result.headers.get('x-request-id')).toBe(`trail-${at}`)
  }
})

describe('inheritance', () => {
  const stagesOf = async (feature: string) => {
    const { items } = (await api().ask('GET', `/api/v1/features/${feature}/rollouts`)).body
    type Item = { scopeType: string; scopeId: string | null; stage: string; effectiveStage: string; source: string }
    return items.map((item: Item) => [item.scopeId ?? 'global', item.stage, item.effectiveStage, item.source])
  }
  const set = (feature: string, scopeType: string, id: string, stage: string, expectedVersion?: number) =>
    api().ask('PUT', pathOf(feature, scopeType, id), { body: { stage, expectedVersion, reason: 'Because.' } })

  test('is the origin of a first own stage: a project starts from global, a section from its project', async () => {
    await climb('inherit', 'internal_only', 'five_percent')
    expect(await set('inherit', 'project', 'p/1', 'full')).toMatchObject({
      status: 422,
      body: { next: 'fifty_percent' },
    })
    const project = await set('inherit', 'project', 'p/1', 'fifty_percent')
    expect(project.body).toMatchObject({ replaced: { stage: null, version: null, effectiveStage: 'five_percent' } })
    const section = await set('inherit', 'section', 's1', 'full')
    expect(section).toMatchObject({
      status: 200,
      // The project wins over its section.
      body: {
        stage: 'full',
        effectiveStage: 'fifty_percent',
        source: 'project',
        replaced: { effectiveStage: 'fifty_percent' },
      },
    })
    expect(await stagesOf('inherit')).toEqual([
      ['global', 'five_percent', 'five_percent', 'global'],
      ['p/1', 'fifty_percent', 'fifty_percent', 'project'],
      ['s1', 'full', 'fifty_percent', 'project'],
    ])
  })

  test("lets no project's change raise a section by more than one step, and names the sections", async () => {
    await climb('raise', 'internal_only', 'five_percent')
    await set('raise', 'section', 's1', 'off')
    await set('raise', 'section', 's2', 'internal_only')
    await set('raise', 'section', 's3', 'fifty_percent')
    // For the project itself a pin, but section s1 would jump from off to 5 %.
    const pin = await written(aviary(), () => set('raise', 'project', 'p/1', 'five_percent'))
    const raised = { id: 's1', from: 'off', to: 'five_percent' }
    expect(pin).toMatchObject({
      result: { status: 422, body: { code: 'stage_skipped', sections: [raised] } },
      ...NOTHING_WRITTEN,
    })
    expect(pin.result.body.sections).toHaveLength(1)
    const forward = await set('raise', 'project', 'p/1', 'fifty_percent')
    expect(forward.body.sections).toEqual([
      { id: 's1', from: 'off', to: 'fifty_percent' },
      { id: 's2', from: 'internal_only', to: 'fifty_percent' },
    ])
    expect(await set('raise', 'project', 'p/1', 'off')).toMatchObject({ status: 200 })
  })

  test('lets no project clear its stage where a section behind it would jump', async () => {
    const { version } = (await set('clear', 'project', 'p/1', 'off')).body
    for (const stage of ['internal_only', 'five_percent', 'fifty_percent']) {
      const items = (await api().ask('GET', '/api/v1/features/clear/rollouts')).body.items
      const seen = items.find(({ scopeId }: { scopeId: string }) => scopeId === 's1')?.version
      expect(await set('clear', 'section', 's1', stage, seen)).toMatchObject({ status: 200 })
    }
    const path = pathOf('clear', 'project', 'p/1')
    const refused = await api().ask('DELETE', path, { body: { expectedVersion: version } })
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'stage_skipped', sections: [{ id: 's1', from: 'off', to: 'fifty_percent' }] },
    })
    await set('clear', 'section', 's1', 'internal_only')
    expect(await api().ask('DELETE', path, { body: { expectedVersion: version } })).toMatchObject({
      status: 200,
      body: { stage: null, effectiveStage: 'off', source: 'default', replaced: { stage: 'off', version } },
    })
  })

  test("judges a section by its own stage also while the project's shadows it", async () => {
    await climb('shadow', 'internal_only', 'five_percent', 'fifty_percent')
    const { version } = (await set('shadow', 'section', 's1', 'off')).body
    await set('shadow', 'project', 'p/1', 'internal_only')
    const skipped = await set('shadow', 'section', 's1', 'five_percent', version)
    expect(skipped).toMatchObject({ status: 422, body: { code: 'stage_skipped', next: 'internal_only' } })
    const up = await set('shadow', 'section', 's1', 'internal_only', version)
    expect(up).toMatchObject({
      status: 200,
      body: { replaced: { stage: 'off', version, effectiveStage: 'internal_only' } },
    })
    const cleared = await api().ask('DELETE', pathOf('shadow', 'section', 's1'), {
      body: { expectedVersion: up.body.version },
    })
    expect(cleared).toMatchObject({ status: 200, body: { stage: null, source: 'project' } })
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
