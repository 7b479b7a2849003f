import { describe, expect, test } from 'vitest'
import { serveApi } from './support/api'
import { migratedDatabases } from './support/import'
import { written } from './support/written'

const { shared } = migratedDatabases()
const aviary = shared((fresh) =>
  fresh.load({
    publishers: [{ id: 'pub', name: 'Press' }],
    projects: [
      { id: 'p1', title: 'Chemistry', publisherId: 'pub' },
      { id: 'p2', title: 'Physics' },
    ],
    sections: [{ id: 's1', title: 'Chem 101', projectId: 'p1', publisherId: 'pub' }],
  }),
)
const api = serveApi(aviary)

const NOTHING_WRITTEN = { entries: [], revisions: 0 }
const NEW = { description: 'A feature', contexts: 'both', rolloutMode: 'canary' }
const at = (name: string, more = '') => `/api/v1/features/${name}${more}`
const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  written(aviary(), () => api().ask(method, path, body === undefined ? { headers } : { body, headers }))
const create = async (name: string, fields: object = {}) =>
  (await api().ask('POST', '/api/v1/features', { body: { name, ...NEW, ...fields } })).body
const put = (name: string, more: string, body: unknown = {}) => api().ask('PUT', at(name, more), { body })

async function decide(feature: string, type = 'project', id = 'p1') {
  const body = { feature, actor: { type: 'user', id: '1' }, resource: { type, id } }
  const answer = await api().ask('POST', '/api/decision', { body })
  return answer.body.reason ?? answer.body.code
}

describe('a new feature', () => {
  test('stands at off, is opted in nowhere, and is known to decisions when the call returns', async () => {
    const body = { name: 'New.one-1', ...NEW, reason: 'We begin.' }
    const { result, entries, revisions } = await ask('POST', '/api/v1/features', body, { 'X-Request-Id': 'new' })
    const feature = { name: 'New.one-1', ...NEW, isArchived: false, version: entries[0].revision }
    expect(result).toMatchObject({ status: 201, body: { ...feature, changed: true, replaced: null } })
    expect([entries, revisions]).toMatchObject([
      [
        {
          action: 'feature.added',
          feature: 'New.one-1',
          scopeType: null,
          before: null,
          after: { ...NEW, archived: false },
          note: 'We begin.',
          requestId: 'new',
        },
      ],
      1,
    ])
    expect(await decide('New.one-1')).toBe('scope_disabled')
    await put('New.one-1', '/scopes/project/p1')
    expect(await decide('New.one-1')).toBe('stage_off')
  })

  test.each([
    [['both'], 'both'],
    [['authoring', 'delivery'], 'both'],
    [['delivery'], 'delivery'],
    ['authoring', 'authoring'],
  ])('supports the contexts %j', async (contexts, expected) => {
    const name = `contexts-${JSON.stringify(contexts).replaceAll(/[^a-z]+/g, '-')}`
    expect(await create(name, { contexts })).toMatchObject({ contexts: expected })
  })

  test('takes no name that is taken, and is made once by twenty who ask at once', async () => {
    const body = { name: 'once', ...NEW }
    const all = () => Promise.all(Array.from({ length: 20 }, () => api().ask('POST', '/api/v1/features', { body })))
    const { result, entries } = await written(aviary(), all)
    expect(result.map(({ status }) => status).sort()).toEqual([201, ...Array(19).fill(409)])
    for (const { status, body } of result) if (status === 409) expect(body.code).toBe('feature_exists')
    expect(entries).toHaveLength(1)
    expect(await create('Once')).toMatchObject({ name: 'Once' })
    await api().ask('DELETE', at('once'))
    const taken = await ask('POST', '/api/v1/features', body)
    expect(taken).toMatchObject({ result: { status: 409, body: { code: 'feature_archived' } }, ...NOTHING_WRITTEN })
  })

  test('that is wrong is refused by path', async () => {
    const wrong: [object, string][] = [
      [{ name: '' }, 'name'],
      [{ name: 'ä' }, 'name'],
      [{ name: 'x'.repeat(256) }, 'name'],
      [{ description: '' }, 'description'],
      [{ description: ' ' }, 'description'],
      [{ description: 'x'.repeat(501) }, 'description'],
      [{ description: undefined }, 'description'],
      [{ contexts: [] }, 'contexts'],
      [{ contexts: ['both', 'delivery'] }, 'contexts'],
      [{ contexts: 'all' }, 'contexts'],
      [{ rolloutMode: 'full' }, 'rolloutMode'],
      [{ stage: 'full' }, 'stage'],
    ]
    for (const [fields, path] of wrong) {
      const refused = await ask('POST', '/api/v1/features', { name: 'wrong', ...NEW, ...fields })
      expect(refused, path).toMatchObject({ result: { status: 400, body: { errors: [{ path }] } }, ...NOTHING_WRITTEN })
    }
  })
})

describe('a change of a feature', () => {
  test('describes it, once, and says what it was', async () => {
    const { version } = await create('described')
    const body = { description: 'Better', reason: 'Clearer.', expectedVersion: version }
    const changed = await ask('PATCH', at('described'), body)
    expect(changed).toMatchObject({
      result: { status: 200, body: { ...NEW, description: 'Better', changed: true, replaced: { ...NEW, version } } },
      entries: [{ action: 'feature.changed', before: NEW, after: { ...NEW, description: 'Better' }, note: 'Clearer.' }],
      revisions: 1,
    })
    expect(changed.result.body.version).toBe(await aviary().revision())
    const late = await ask('PATCH', at('described'), body)
    const current = { name: 'described', description: 'Better', version: changed.result.body.version }
    expect(late).toMatchObject({
      result: { status: 409, body: { code: 'version_conflict', current } },
      ...NOTHING_WRITTEN,
    })
    const stale = await ask('PATCH', at('described'), { description: 'x' }, { 'If-Match': `"${version}"` })
    expect(stale).toMatchObject({ result: { status: 409 }, ...NOTHING_WRITTEN })
    for (const same of [
      { description: 'Better' },
      { contexts: ['delivery', 'authoring'] },
      { rolloutMode: 'canary' },
      {},
    ])
      expect(await ask('PATCH', at('described'), same)).toMatchObject({
        result: { status: 200, body: { changed: false } },
        ...NOTHING_WRITTEN,
      })
  })

  test('by two who saw the same happens once', async () => {
    const { version: expectedVersion } = await create('both-describe')
    const bodies = ['One', 'Two'].map((description) => ({ description, expectedVersion }))
    const answers = await written(aviary(), () =>
      Promise.all(bodies.map((body) => api().ask('PATCH', at('both-describe'), { body }))),
    )
    expect(answers.result.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(answers.entries).toHaveLength(1)
  })

  test('never narrows its contexts while opt-ins stand in the way', async () => {
    await create('narrow')
    await put('narrow', '/scopes/project/p1')
    await put('narrow', '/scopes/project/p2')
    const refused = await ask('PATCH', at('narrow'), { contexts: 'delivery', description: 'Not this either' })
    expect(refused).toMatchObject({
      result: { status: 422, body: { code: 'contexts_in_use', optIns: { project: 2, section: 0 } } },
      ...NOTHING_WRITTEN,
    })
    const narrowed = await ask('PATCH', at('narrow'), { contexts: ['authoring'] })
    expect(narrowed).toMatchObject({
      result: { status: 200, body: { contexts: 'authoring' } },
      entries: [{ before: { contexts: 'both' }, after: { contexts: 'authoring' } }],
    })
    expect(await put('narrow', '/scopes/section/s1')).toMatchObject({ status: 422 })
    expect(await ask('PATCH', at('narrow'), { contexts: 'both' })).toMatchObject({ result: { status: 200 } })
  })

  test('to canary sets the global stage to full in the same revision, so that no one loses access', async () => {
    await create('enters', { rolloutMode: 'scoped_only' })
    await put('enters', '/scopes/project/p1')
    expect(await decide('enters')).toBe('enabled')
    const entered = await ask('PATCH', at('enters'), { rolloutMode: 'canary', reason: 'Staged from now on.' })
    const note = 'Staged from now on.'
    expect(entered).toMatchObject({
      result: { status: 200, body: { rolloutMode: 'canary', changed: true } },
      entries: [
        { action: 'rollout.added', scopeType: 'global', scopeId: null, before: null, after: { stage: 'full' }, note },
        { action: 'feature.changed', before: { rolloutMode: 'scoped_only' }, after: { rolloutMode: 'canary' }, note },
      ],
      revisions: 1,
    })
    expect(await decide('enters')).toBe('stage_full')
  })

  test('to canary lifts a global stage that stood lower, and leaves one at full alone', async () => {
    await create('lifts', { rolloutMode: 'scoped_only' })
    await put('lifts', '/rollouts/global', { stage: 'internal_only' })
    const lifted = await ask('PATCH', at('lifts'), { rolloutMode: 'canary' })
    const stages = { before: { stage: 'internal_only' }, after: { stage: 'full' } }
    expect(lifted.entries).toMatchObject([{ action: 'rollout.changed', ...stages }, { action: 'feature.changed' }])
    expect((await ask('PATCH', at('lifts'), { rolloutMode: 'scoped_only' })).entries).toHaveLength(1)
    const again = await ask('PATCH', at('lifts'), { rolloutMode: 'canary' })
    expect(again.entries).toMatchObject([{ action: 'feature.changed' }])
  })

  test('to scoped_only waits until every stage is full, and names those that are not', async () => {
    await create('leaves')
    const global = { scopeType: 'global', scopeId: null, stage: 'off' }
    const leave = () => ask('PATCH', at('leaves'), { rolloutMode: 'scoped_only', description: 'Not this either' })
    const refused = (places: object[]) => ({
      result: { status: 422, body: { code: 'stage_skipped', places, placesCount: places.length } },
      ...NOTHING_WRITTEN,
    })
    expect(await leave()).toMatchObject(refused([global]))
    await aviary().rows(
      `INSERT INTO scoped_feature_rollouts (feature_name, scope_type, project_id, stage)
       VALUES ('leaves', 'global', NULL, 'full'), ('leaves', 'project', 'p1', 'fifty_percent'), ('leaves', 'project', 'p2', 'full')`,
    )
    const project = { scopeType: 'project', scopeId: 'p1', stage: 'fifty_percent' }
    expect(await leave()).toMatchObject(refused([project]))
    await aviary().rows(`UPDATE scoped_feature_rollouts SET stage = 'full' WHERE feature_name = 'leaves'`)
    expect(await leave()).toMatchObject({ result: { status: 200, body: { rolloutMode: 'scoped_only' } } })
  })

  test('is refused for what is not there, or not well-formed', async () => {
    await create('refused')
    const cases: [string, unknown, number, string][] = [
      [at('nobody'), { description: 'x' }, 404, 'feature_not_found'],
      [at('refused'), { name: 'renamed' }, 400, 'invalid_request'],
      [at('refused'), { description: '' }, 400, 'invalid_request'],
      [at('refused'), { contexts: null }, 400, 'invalid_request'],
      [at('refused'), { description: 'x', expectedVersion: null }, 400, 'invalid_request'],
    ]
    for (const [path, body, status, code] of cases)
      expect(await ask('PATCH', path, body)).toMatchObject({ result: { status, body: { code } }, ...NOTHING_WRITTEN })
  })
})

describe('an archived feature', () => {
  test('is unknown to decisions and refuses every change, and keeps what hangs on it', async () => {
    await create('archived')
    await put('archived', '/scopes/project/p1')
    await put('archived', '/rollouts/global', { stage: 'internal_only' })
    await put('archived', '/exemptions/pub', { effect: 'deny', note: 'contract' })
    const archived = await ask('DELETE', at('archived'), { reason: 'Replaced.' }, { 'X-Request-Id': 'bye' })
    expect(archived).toMatchObject({
      result: { status: 200, body: { isArchived: true, changed: true, replaced: { isArchived: false } } },
      entries: [{ before: { archived: false }, after: { archived: true }, note: 'Replaced.', requestId: 'bye' }],
      revisions: 1,
    })
    expect(await decide('archived')).toBe('feature_not_found')
    const changes: [string, string, unknown?][] = [
      ['PATCH', '', { description: 'x' }],
      ['PUT', '/rollouts/global', { stage: 'off', reason: 'x' }],
      ['DELETE', '/rollouts/project/p1'],
      ['PUT', '/scopes/project/p2'],
      ['DELETE', '/scopes/project/p1'],
      ['PUT', '/exemptions/pub', { effect: 'deny', note: 'x' }],
      ['DELETE', '/exemptions/pub', { note: 'x' }],
    ]
    for (const [method, more, body] of changes)
      expect(await ask(method, at('archived', more), body), more).toMatchObject({
        result: { status: 409, body: { code: 'feature_archived' } },
        ...NOTHING_WRITTEN,
      })
    const again = await ask('DELETE', at('archived'))
    expect(again).toMatchObject({ result: { status: 200, body: { changed: false } }, ...NOTHING_WRITTEN })
  })

  test('comes back at off everywhere: own stages too, which stay own; opt-ins and exemptions stay', async () => {
    await create('back')
    for (const scope of ['project/p1', 'project/p2', 'section/s1']) await put('back', `/scopes/${scope}`)
    await put('back', '/exemptions/pub', { effect: 'force_enable', note: 'pilot' })
    await aviary().rows(
      `INSERT INTO scoped_feature_rollouts (feature_name, scope_type, project_id, section_id, stage)
       VALUES ('back', 'global', NULL, NULL, 'full'), ('back', 'project', 'p1', NULL, 'off'), ('back', 'section', NULL, 's1', 'five_percent')`,
    )
    await api().ask('DELETE', at('back'))
    const restored = await ask('POST', at('back', '/restore'))
    const note = 'The feature was restored, at off.'
    const off = { action: 'rollout.changed', after: { stage: 'off' }, note }
    expect(restored).toMatchObject({
      result: { status: 200, body: { isArchived: false, changed: true, replaced: { isArchived: true } } },
      entries: [
        { ...off, scopeType: 'global', before: { stage: 'full' } },
        { ...off, scopeType: 'section', scopeId: 's1', before: { stage: 'five_percent' } },
        { action: 'feature.changed', before: { archived: true }, after: { archived: false }, note },
      ],
      revisions: 1,
    })
    const { items } = (await api().ask('GET', at('back', '/rollouts'))).body
    expect(items.map((item: { stage: string; effectiveStage: string }) => [item.stage, item.effectiveStage])).toEqual(
      Array(3).fill(['off', 'off']),
    )
    for (const [type, id] of [
      ['project', 'p1'],
      ['project', 'p2'],
      ['section', 's1'],
    ])
      expect(await decide('back', type, id)).toBe('stage_off')
    // The places that had a stage of their own do not follow the next promotion.
    await put('back', '/rollouts/global', { stage: 'internal_only', expectedVersion: items[0].version })
    expect(await decide('back', 'project', 'p2')).toBe('not_internal')
    expect(await decide('back', 'project', 'p1')).toBe('stage_off')
  })

  test('comes back as canary, for in scoped_only an opt-in alone lets in', async () => {
    await create('scoped', { rolloutMode: 'scoped_only' })
    await put('scoped', '/scopes/project/p1')
    expect(await decide('scoped')).toBe('enabled')
    await api().ask('DELETE', at('scoped'))
    const restored = await ask('POST', at('scoped', '/restore'), { reason: 'We need it.' })
    expect(restored).toMatchObject({
      result: { status: 200, body: { rolloutMode: 'canary', replaced: { rolloutMode: 'scoped_only' } } },
      entries: [{ after: { archived: false, rolloutMode: 'canary' }, note: 'We need it.' }],
    })
    expect(await decide('scoped')).toBe('stage_off')
  })

  test('is archived and restored once by twenty who ask at once, and by nobody who saw another version', async () => {
    const { version } = await create('twenty')
    const stale = { 'If-Match': `"${version - 1}"` }
    for (const [method, more] of [
      ['DELETE', ''],
      ['POST', '/restore'],
    ] as const) {
      const path = at('twenty', more)
      expect(await ask(method, path, undefined, stale)).toMatchObject({
        result: { status: 409, body: { code: 'version_conflict' } },
        ...NOTHING_WRITTEN,
      })
      const all = () => Promise.all(Array.from({ length: 20 }, () => api().ask(method, path)))
      const { result, entries } = await written(aviary(), all)
      expect(result.map(({ status }) => status)).toEqual(Array(20).fill(200))
      expect(result.filter(({ body }) => body.changed)).toHaveLength(1)
      expect(entries).toHaveLength(1)
    }
  })

  test('is not made by restoring or archiving what is not there', async () => {
    for (const [method, more] of [
      ['DELETE', ''],
      ['POST', '/restore'],
    ] as const)
      expect(await ask(method, at('nobody', more))).toMatchObject({
        result: { status: 404, body: { code: 'feature_not_found' } },
        ...NOTHING_WRITTEN,
      })
    expect(await ask('DELETE', `${at('twenty')}?expectedVersion=1`)).toMatchObject({ result: { status: 400 } })
  })
})
