import { describe, expect, test } from 'vitest'
import { listProjects } from '@/lib/queries/list-resources'
import { serveApi } from './support/api'
import { migratedDatabases } from './support/import'
import { DECIDE_KEY } from './support/principals'
import { everyPage, reading } from './support/reading'

const { shared } = migratedDatabases()

const LONG = '😀'.repeat(255)
const LONG_ID = '🗝'.repeat(255)
const PAST = '2001-01-01T00:00:00Z'
const feature = (name: string, contexts: 'authoring' | 'delivery' | 'both', rolloutMode: 'canary' | 'scoped_only') => ({
  name,
  description: `About ${name}`,
  contexts: [contexts],
  rolloutMode,
})

const aviary = shared(async (fresh) => {
  await fresh.load(
    {
      publishers: [
        { id: '3', name: 'Open Press' },
        { id: '4', name: 'Northfield' },
        { id: LONG_ID, name: LONG },
      ],
      projects: [
        { id: 'p/1', title: 'Chemistry', publisherId: '3' },
        { id: '7', title: 'algebra 100%', publisherId: '4' },
        { id: '78', title: 'Biology', publisherId: null },
        { id: LONG_ID, title: LONG, publisherId: LONG_ID },
      ],
      sections: [
        { id: 's1', title: 'Chem 101', projectId: 'p/1', publisherId: '4' },
        { id: 's2', title: 'Loose', projectId: null, publisherId: null },
        { id: 's3', title: 'Chem 102', projectId: 'p/1', publisherId: '3' },
      ],
      features: [
        feature('authoring', 'authoring', 'canary'),
        feature('both', 'both', 'canary'),
        feature('delivery', 'delivery', 'canary'),
        feature('gone', 'both', 'canary'),
        feature('scoped', 'both', 'scoped_only'),
      ],
      scopeStates: [
        { feature: 'both', scopeType: 'project', scopeId: 'p/1' },
        { feature: 'both', scopeType: 'section', scopeId: 's1' },
        { feature: 'scoped', scopeType: 'section', scopeId: 's1' },
        { feature: 'gone', scopeType: 'section', scopeId: 's1' },
      ],
      rollouts: [
        { feature: 'both', scopeType: 'global', scopeId: null, stage: 'internal_only' },
        { feature: 'both', scopeType: 'project', scopeId: 'p/1', stage: 'five_percent' },
        { feature: 'both', scopeType: 'section', scopeId: 's1', stage: 'full' },
        { feature: 'delivery', scopeType: 'section', scopeId: 's1', stage: 'fifty_percent' },
      ],
      exemptions: [
        { feature: 'both', publisherId: '3', effect: 'deny', note: 'over', expiresAt: PAST },
        { feature: 'both', publisherId: '4', effect: 'force_enable', note: 'pilot', expiresAt: null },
        { feature: 'gone', publisherId: '4', effect: 'deny', note: 'n', expiresAt: null },
      ],
    },
    { reason: 'moves over' },
  )
  await fresh.rows(`UPDATE features SET archived_at = now() WHERE name = 'gone'`)
})
const api = serveApi(aviary)

const get = reading(api)
const idsAt = async (path: string) => (await get(path)).items.map(({ id }: { id: string }) => id)

describe('a section', () => {
  test('says how each feature stands there, by name', async () => {
    const globally = { stage: 'internal_only', source: { scopeType: 'global', scopeId: null, title: null } }
    const chemistry = { stage: 'five_percent', source: { scopeType: 'project', scopeId: 'p/1', title: 'Chemistry' } }
    const nowhere = { stage: 'off', source: { scopeType: 'default', scopeId: null, title: null } }
    const section = await get('/sections/s1')
    expect(section).toMatchObject({
      id: 's1',
      title: 'Chem 101',
      project: { id: 'p/1', title: 'Chemistry' },
      publisher: { id: '4', name: 'Northfield' },
      optedIn: 2,
      features: [
        {
          name: 'both',
          description: 'About both',
          contexts: 'both',
          isOptedIn: true,
          own: { stage: 'full' },
          inherited: chemistry,
          effective: chemistry,
          isShadowed: true,
          exemption: { effect: 'force_enable', expiresAt: null },
        },
        {
          name: 'delivery',
          isOptedIn: false,
          own: { stage: 'fifty_percent' },
          inherited: nowhere,
          effective: { stage: 'fifty_percent', source: { scopeType: 'section', scopeId: 's1', title: 'Chem 101' } },
          isShadowed: false,
          exemption: null,
        },
        { name: 'scoped', isOptedIn: true, effective: { stage: 'full', source: null }, own: null },
      ],
    })
    expect(section.features).toHaveLength(3)
    const [both] = (await get('/sections/s2')).features
    expect(both).toMatchObject({ name: 'both', isOptedIn: false, own: null, inherited: globally, effective: globally })
  })

  test('without parents says so', async () => {
    expect(await get('/sections/s2')).toMatchObject({ project: null, publisher: null, optedIn: 0 })
  })
})

describe('a project', () => {
  test('says how each feature stands there, an expired exemption counting as absent', async () => {
    const project = await get(`/projects/${encodeURIComponent('p/1')}`)
    expect(project).toMatchObject({ title: 'Chemistry', publisher: { name: 'Open Press' }, sections: 2, optedIn: 1 })
    expect(project.features.map(({ name }: { name: string }) => name)).toEqual(['authoring', 'both', 'scoped'])
    expect(project.features[1]).toMatchObject({
      own: { stage: 'five_percent' },
      inherited: { stage: 'internal_only' },
      effective: { source: { scopeType: 'project', scopeId: 'p/1', title: 'Chemistry' } },
      isShadowed: false,
      exemption: null,
    })
  })

  test('keeps a feature that it is opted in to, though the feature no longer supports it', async () => {
    await aviary().rows(`UPDATE features SET contexts = 'delivery' WHERE name = 'both'`)
    const { features } = await get(`/projects/${encodeURIComponent('p/1')}`)
    await aviary().rows(`UPDATE features SET contexts = 'both' WHERE name = 'both'`)
    expect(features).toMatchObject([{ name: 'authoring' }, { name: 'both', isOptedIn: true }, { name: 'scoped' }])
  })

  test('with an id and a title of 255 characters is found', async () => {
    expect(await get(`/projects/${encodeURIComponent(LONG_ID)}`)).toMatchObject({ id: LONG_ID, title: LONG })
  })
})

describe('a publisher', () => {
  test('has its exemptions by feature, and counts its projects and sections', async () => {
    expect(await get('/publishers/4')).toMatchObject({
      name: 'Northfield',
      projects: 1,
      sections: 1,
      exemptions: [{ feature: 'both', effect: 'force_enable', note: 'pilot', isExpired: false }],
    })
    expect((await get('/publishers/4')).exemptions).toHaveLength(1)
    expect((await get('/publishers/3')).exemptions).toMatchObject([{ feature: 'both', isExpired: true }])
  })
})

test.each([
  ['projects', 'place_not_found'],
  ['sections', 'place_not_found'],
  ['publishers', 'publisher_not_found'],
])('what is not among the %s is not found', async (list, code) => {
  const { status, body } = await api().ask('GET', `/api/v1/${list}/nowhere`)
  expect({ status, code: body.code }).toEqual({ status: 404, code })
  expect(await api().ask('GET', `/api/v1/${list}/a%00b`)).toMatchObject({ status: 400 })
})

describe('the lists of the directory', () => {
  test.each([
    ['/projects', ['7', '78', 'p/1', LONG_ID]],
    ['/projects?q=BIO', ['78']],
    ['/projects?q=gebra', ['7']],
    ['/projects?q=7', ['7', '78']],
    ['/projects?q=100%25', ['7']],
    ['/projects?q=_', []],
    ['/projects?q=', ['7', '78', 'p/1', LONG_ID]],
    ['/projects?publisherId=4', ['7']],
    ['/projects?publisherId=nobody', []],
    ['/sections', ['s1', 's3', 's2']],
    ['/sections?projectId=p%2F1', ['s1', 's3']],
    ['/sections?projectId=p%2F1&publisherId=3', ['s3']],
    ['/sections?q=chem&publisherId=4', ['s1']],
    ['/publishers', ['4', '3', LONG_ID]],
    ['/publishers?q=press', ['3']],
  ])('answer %s', async (path, ids) => {
    expect(await idsAt(path)).toEqual(ids)
  })

  test('name the parents of each row', async () => {
    expect((await get('/sections?q=101')).items).toEqual([
      {
        id: 's1',
        title: 'Chem 101',
        project: { id: 'p/1', title: 'Chemistry' },
        publisher: { id: '4', name: 'Northfield' },
        optedIn: 2,
      },
    ])
    expect((await get('/projects?q=bio')).items).toEqual([{ id: '78', title: 'Biology', publisher: null, optedIn: 0 }])
  })

  test.each(['projects', 'sections', 'publishers'] as const)(
    'page through all the %s once, with titles that are alike, while more come',
    async (list) => {
      const field = list === 'publishers' ? 'name' : 'title'
      const rows = (ids: string[]) => ids.map((id, nth) => ({ id, [field]: nth % 2 ? 'Twin' : LONG }))
      const ids = Array.from({ length: 40 }, (_, nth) => `a${nth}`)
      await aviary().load({ [list]: rows(ids) })
      let nth = 0
      const between = () => aviary().load({ [list]: rows([`0${nth}`, `z${nth++}`]) })
      const items = await everyPage(api(), `/api/v1/${list}?limit=9`, between)
      const seen = items.map(({ id }) => id)
      expect(new Set(seen).size).toBe(seen.length)
      for (const id of ids) expect(seen).toContain(id)
      await aviary().rows(`DELETE FROM ${list} WHERE id ~ '^[az0][0-9]+$'`)
    },
  )

  test.each([
    ['/projects?limit=0', 'limit'],
    ['/projects?limit=201', 'limit'],
    ['/sections?cursor=x', 'cursor'],
    ['/publishers?cursor=WyJhIl0', 'cursor'],
    ['/projects?projectId=1', 'projectId'],
    ['/projects?publisherId=', 'publisherId'],
    ['/projects?q=%07', 'q'],
    [`/projects?q=${'x'.repeat(256)}`, 'q'],
  ])('refuse %s by name', async (path, field) => {
    const { status, body } = await api().ask('GET', `/api/v1${path}`)
    expect({ status, path: body.errors?.[0]?.path }).toEqual({ status: 400, path: field })
  })

  test('are for whoever may read rollouts', async () => {
    const asked = listProjects({ pool: aviary().pool, principal: DECIDE_KEY }, { limit: 50 })
    await expect(asked).rejects.toMatchObject({ code: 'forbidden' })
  })
})
