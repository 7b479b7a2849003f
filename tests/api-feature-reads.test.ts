import { describe, expect, test } from 'vitest'
import { featureBoard } from '@/lib/queries/feature-board'
import { listFeatures } from '@/lib/queries/list-features'
import { serveApi } from './support/api'
import { migratedDatabases } from './support/import'
import { DECIDE_KEY, SUPPORT } from './support/principals'
import { everyPage, reading } from './support/reading'

const { shared } = migratedDatabases()

const LONG = '🐤'.repeat(255)
const canary = (name: string, contexts: 'authoring' | 'delivery' | 'both' = 'both') => ({
  name,
  description: `About ${name}`,
  contexts: [contexts],
  rolloutMode: 'canary' as const,
})

const aviary = shared(async (fresh) => {
  await fresh.load(
    {
      publishers: [
        { id: '3', name: 'Open Press' },
        { id: '4', name: LONG },
        { id: '5', name: 'City College' },
      ],
      projects: [
        { id: '12', title: 'Chemistry', publisherId: '3' },
        { id: '13', title: 'Älgar och björnar', publisherId: '4' },
        { id: '14', title: LONG, publisherId: null },
      ],
      sections: [
        { id: '77', title: 'Chem 101', projectId: '12', publisherId: '3' },
        { id: '78', title: 'Loose', projectId: null, publisherId: '5' },
      ],
      features: [
        canary('a_canary'),
        { name: 'b_scoped', description: 'B', contexts: ['authoring'], rolloutMode: 'scoped_only' },
        canary('c_unset', 'delivery'),
        canary('gone'),
      ],
      scopeStates: [
        ...['12', '13', '14'].map((scopeId) => ({ feature: 'a_canary', scopeType: 'project' as const, scopeId })),
        ...['77', '78'].map((scopeId) => ({ feature: 'a_canary', scopeType: 'section' as const, scopeId })),
        { feature: 'b_scoped', scopeType: 'project', scopeId: '12' },
      ],
      rollouts: [
        { feature: 'a_canary', scopeType: 'global', scopeId: null, stage: 'five_percent' },
        { feature: 'a_canary', scopeType: 'project', scopeId: '12', stage: 'full' },
        { feature: 'a_canary', scopeType: 'section', scopeId: '77', stage: 'off' },
        { feature: 'c_unset', scopeType: 'section', scopeId: '78', stage: 'internal_only' },
      ],
      exemptions: [
        { feature: 'a_canary', publisherId: '3', effect: 'deny', note: 'contract', expiresAt: null },
        { feature: 'a_canary', publisherId: '4', effect: 'force_enable', note: 'n', expiresAt: '2099-01-01T00:00:00Z' },
        { feature: 'a_canary', publisherId: '5', effect: 'deny', note: 'over', expiresAt: '2001-01-01T00:00:00Z' },
      ],
    },
    { reason: 'moves over' },
  )
  await fresh.rows(`UPDATE features SET archived_at = now() WHERE name = 'gone'`)
})
const api = serveApi(aviary)

const get = reading(api)
const namesAt = async (path: string) => (await get(path)).items.map(({ name }: { name: string }) => name)

describe('the list of features', () => {
  test('says of each its global stage, what departs from it, and who changed it last', async () => {
    const { items, nextCursor } = await get('/features')
    expect(nextCursor).toBeNull()
    expect(items).toMatchObject([
      {
        name: 'a_canary',
        description: 'About a_canary',
        contexts: 'both',
        rolloutMode: 'canary',
        isArchived: false,
        version: expect.any(Number),
        stage: 'five_percent',
        isStageSet: true,
        stageVersion: expect.any(Number),
        optedIn: { projects: 3, sections: 2 },
        ownStages: 2,
        exemptionsInForce: { deny: 1, forceEnable: 1 },
        lastChange: { by: { kind: 'console_user', id: 'u1', name: 'Root' }, at: expect.stringMatching(/^20.*Z$/) },
      },
      {
        name: 'b_scoped',
        rolloutMode: 'scoped_only',
        stage: null,
        isStageSet: false,
        stageVersion: null,
        ownStages: 0,
      },
      { name: 'c_unset', stage: 'off', isStageSet: false, optedIn: { projects: 0, sections: 0 }, ownStages: 1 },
    ])
  })

  test.each([
    ['q=CANARY', ['a_canary']],
    ['q=about', ['a_canary', 'c_unset']],
    ['q=%25', []],
    ['q=', ['a_canary', 'b_scoped', 'c_unset']],
    ['stage=off', ['c_unset']],
    ['stage=full', []],
    ['mode=scoped_only', ['b_scoped']],
    ['context=authoring', ['a_canary', 'b_scoped']],
    ['context=delivery', ['a_canary', 'c_unset']],
    ['context=both', ['a_canary']],
    ['archived=true', ['gone']],
    ['archived=true&q=canary', []],
    ['mode=canary&stage=five_percent&context=delivery&q=a_', ['a_canary']],
  ])('filtered by %s has %j', async (query, names) => {
    expect(await namesAt(`/features?${query}`)).toEqual(names)
  })

  test('pages through every feature once, in order, while others are made', async () => {
    const made = (nth: number) => `p_${String(nth).padStart(3, '0')}`
    const there = Array.from({ length: 45 }, (_, nth) => made(nth * 2))
    await aviary().load({ features: there.map((name) => canary(name)) })
    let nth = 1
    const between = () => {
      nth += 2
      return aviary().load({ features: [canary(made(nth)), canary(`0_${nth}`)] })
    }
    const names = (await everyPage(api(), '/api/v1/features?limit=7&q=p_0', between)).map(({ name }) => name)
    expect(names).toEqual([...names].sort())
    expect(new Set(names).size).toBe(names.length)
    for (const name of there) expect(names).toContain(name)
    await aviary().rows(`UPDATE features SET archived_at = now() WHERE name LIKE 'p\\_0%' OR name LIKE '0\\_%'`)
  })

  test.each([
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=two', 'limit'],
    ['stage=banana', 'stage'],
    ['cursor=rubbish', 'cursor'],
    [`cursor=${Buffer.from('["a","b"]').toString('base64url')}`, 'cursor'],
    [`cursor=${Buffer.from('[1]').toString('base64url')}`, 'cursor'],
    [`cursor=${Buffer.from('["\\u0000"]').toString('base64url')}`, 'cursor'],
    [`cursor=${'A'.repeat(5000)}`, 'cursor'],
    ['q=%00', 'q'],
    ['wanted=1', 'wanted'],
  ])('asked with %s is refused by name', async (query, path) => {
    const { status, body } = await api().ask('GET', `/api/v1/features?${query}`)
    expect({ status, path: body.errors?.[0]?.path }).toEqual({ status: 400, path })
  })

  test('is for whoever may read rollouts', async () => {
    const query = { limit: 50, archived: 'false' } as const
    const support = await listFeatures({ pool: aviary().pool, principal: SUPPORT }, query)
    expect(support.items).toHaveLength(3)
    const app = listFeatures({ pool: aviary().pool, principal: DECIDE_KEY }, query)
    await expect(app).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('the board', () => {
  test('has every feature that is not archived, as of one revision', async () => {
    const board = await featureBoard({ pool: aviary().pool, principal: SUPPORT })
    expect(board.revision).toBe(await aviary().revision())
    expect(board.features).toEqual((await get('/features')).items)
  })

  test('shows a change made behind its back at once', async () => {
    const context = { pool: aviary().pool, principal: SUPPORT }
    const stageOf = async () => (await featureBoard(context)).features.find(({ name }) => name === 'a_canary')?.stage
    expect(await stageOf()).toBe('five_percent')
    await aviary().rows(
      `UPDATE scoped_feature_rollouts SET stage = 'internal_only' WHERE feature_name = 'a_canary' AND scope_id IS NULL`,
    )
    expect(await stageOf()).toBe('internal_only')
    const [feature] = (await featureBoard(context)).features
    expect(feature?.lastChange).toMatchObject({ action: 'rollout.changed', by: { kind: 'outside' } })
    await aviary().rows(
      `UPDATE scoped_feature_rollouts SET stage = 'five_percent' WHERE feature_name = 'a_canary' AND scope_id IS NULL`,
    )
  })

  test('stops counting an exemption when it expires, with no revision raised', async () => {
    const context = { pool: aviary().pool, principal: SUPPORT }
    await aviary().rows(
      `INSERT INTO scoped_feature_exemptions (feature_name, publisher_id, effect, note, expires_at)
       VALUES ('c_unset', '3', 'deny', 'soon over', clock_timestamp() + interval '300 ms')`,
    )
    const denied = async () =>
      (await featureBoard(context)).features.find(({ name }) => name === 'c_unset')?.exemptionsInForce.deny
    expect(await denied()).toBe(1)
    await expect.poll(denied, { timeout: 5000 }).toBe(0)
    await aviary().rows(`DELETE FROM scoped_feature_exemptions WHERE feature_name = 'c_unset'`)
  })
})

describe('a feature', () => {
  test('has its own rollouts and all its exemptions', async () => {
    const feature = await get('/features/a_canary')
    expect(feature.rollouts).toEqual((await get('/features/a_canary/rollouts')).items)
    expect(feature).toMatchObject({
      name: 'a_canary',
      stage: 'five_percent',
      exemptions: [
        { publisherId: '3', publisherName: 'Open Press', effect: 'deny', expiresAt: null, isExpired: false },
        { publisherId: '4', publisherName: LONG, effect: 'force_enable', isExpired: false },
        { publisherId: '5', effect: 'deny', note: 'over', expiresAt: '2001-01-01T00:00:00.000Z', isExpired: true },
      ],
    })
  })

  test('that is archived says so, and one that is not there is not found', async () => {
    expect(await get('/features/gone')).toMatchObject({ isArchived: true, rollouts: [], exemptions: [] })
    for (const part of ['', '/places', '/exemptions']) {
      const { status, body } = await api().ask('GET', `/api/v1/features/nowhere${part}`)
      expect({ status, code: body.code }).toEqual({ status: 404, code: 'feature_not_found' })
    }
  })

  test.each([
    ['limit=1', ['3', '4', '5']],
    ['limit=50&q=press', ['3']],
    ['limit=50&q=4', ['4']],
    ['limit=50&q=%F0%9F%90%A4%F0%9F%90%A4', ['4']],
    ['limit=50&q=_', []],
  ])('lists its exemptions by publisher: %s', async (query, ids) => {
    const items = await everyPage(api(), `/api/v1/features/a_canary/exemptions?${query}`)
    expect(items.map(({ publisherId }) => publisherId)).toEqual(ids)
  })
})

describe('the places of a feature', () => {
  test('say what is in force there, where it comes from, and what is shadowed', async () => {
    const { items } = await get('/features/a_canary/places')
    const globally = { stage: 'five_percent', source: { scopeType: 'global', scopeId: null, title: null } }
    const chemistry = { stage: 'full', source: { scopeType: 'project', scopeId: '12', title: 'Chemistry' } }
    expect(items).toMatchObject([
      {
        scopeType: 'project',
        scopeId: '12',
        title: 'Chemistry',
        project: null,
        publisher: { id: '3', name: 'Open Press' },
        isOptedIn: true,
        own: { stage: 'full', version: expect.any(Number), updatedBy: { name: null, id: 'u1' } },
        inherited: globally,
        effective: chemistry,
        isShadowed: false,
        exemption: { effect: 'deny', expiresAt: null },
      },
      { scopeId: '13', own: null, effective: globally, exemption: { expiresAt: '2099-01-01T00:00:00.000Z' } },
      { scopeId: '14', title: LONG, publisher: null, exemption: null },
      {
        scopeType: 'section',
        scopeId: '77',
        project: { id: '12', title: 'Chemistry' },
        own: { stage: 'off' },
        inherited: chemistry,
        effective: chemistry,
        isShadowed: true,
      },
      { scopeId: '78', project: null, own: null, inherited: globally, exemption: null },
    ])
  })

  test.each([
    ['a_canary', 'q=chem', ['12', '77']],
    ['a_canary', 'q=CHEM&scopeType=section', ['77']],
    ['a_canary', 'q=%C3%84LGAR', ['13']],
    ['a_canary', 'q=7', ['77', '78']],
    ['a_canary', 'show=own_stage', ['12', '77']],
    ['c_unset', '', []],
    ['c_unset', 'show=own_stage', ['78']],
    ['gone', '', []],
  ])('of %s, asked with %s, are %j', async (feature, query, ids) => {
    const { items } = await get(`/features/${feature}/places?${query}`)
    expect(items.map(({ scopeId }: { scopeId: string }) => scopeId)).toEqual(ids)
  })

  test('in mode scoped_only count as full from nowhere', async () => {
    const { items } = await get('/features/b_scoped/places')
    expect(items).toMatchObject([
      { scopeId: '12', effective: { stage: 'full', source: null }, inherited: { stage: 'full', source: null } },
    ])
  })

  test('come page by page, each once, while others opt in', async () => {
    const ids = Array.from({ length: 60 }, (_, nth) => `m${nth}`)
    const titled = (list: string[]) => list.map((id, nth) => ({ id, title: `Twin ${nth % 3}`, publisherId: null }))
    const optIns = (list: string[]) =>
      list.map((scopeId) => ({ feature: 'b_scoped', scopeType: 'project' as const, scopeId }))
    await aviary().load({ projects: titled(ids), scopeStates: optIns(ids) })
    let nth = 0
    const between = () => {
      const more = [`n${nth}`, `l${nth++}`]
      return aviary().load({ projects: titled(more), scopeStates: optIns(more) })
    }
    const items = await everyPage(api(), '/api/v1/features/b_scoped/places?limit=9&q=twin', between)
    const seen = items.map(({ scopeId }) => scopeId)
    expect(new Set(seen).size).toBe(seen.length)
    for (const id of ids) expect(seen).toContain(id)
  })

  test('with a cursor of another list are refused', async () => {
    const cursor = Buffer.from('["banana","a","b"]').toString('base64url')
    const { status, body } = await api().ask('GET', `/api/v1/features/a_canary/places?cursor=${cursor}`)
    expect({ status, path: body.errors[0].path }).toEqual({ status: 400, path: 'cursor' })
  })
})
