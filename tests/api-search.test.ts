import { expect, test } from 'vitest'
import { search } from '@/lib/queries/search'
import { serveApi } from './support/api'
import { migratedDatabases } from './support/import'
import { DECIDE_KEY } from './support/principals'
import { reading } from './support/reading'

const { shared } = migratedDatabases()
const feature = (name: string, description: string) => ({ name, description, contexts: ['both' as const] })
const LONG = 'chem '.repeat(51)

const aviary = shared(async (fresh) => {
  await fresh.load({
    publishers: [
      { id: 'pub', name: 'Chemical Press' },
      { id: 'chem', name: 'Other' },
    ],
    projects: [
      { id: '12', title: 'Chemistry', publisherId: 'pub' },
      { id: 'chem', title: 'Alpha', publisherId: null },
      { id: 'chem2', title: 'Beta', publisherId: null },
      { id: '13', title: 'Organic chemistry', publisherId: null },
      { id: '14', title: 'Ähren', publisherId: null },
      { id: '15', title: '50% off', publisherId: null },
      { id: '16', title: '日本語入門', publisherId: null },
      ...Array.from({ length: 9 }, (_, nth) => ({ id: `x${nth}`, title: `Physics and chemistry ${nth}` })),
    ],
    sections: [
      { id: '77', title: 'Chem 101', projectId: '12', publisherId: 'pub' },
      { id: '78', title: LONG, projectId: null, publisherId: null },
    ],
    users: [{ id: '1042', email: 'chemist@example.edu', name: 'Ada', isInternal: false }],
    authors: [{ id: '7', email: null, name: 'Chema Ruiz', isInternal: true }],
    features: [
      feature('a_chem', 'x'),
      feature('chem', 'x'),
      feature('chem_more', 'x'),
      feature('other', 'Chemistry'),
      feature('gone_chem', 'x'),
    ],
  })
  await fresh.rows(`UPDATE features SET archived_at = now() WHERE name = 'gone_chem'`)
})
const api = serveApi(aviary)

const find = (q: string) => reading(api)(`/search?q=${encodeURIComponent(q)}`)
const ids = (hits: { id: string }[]) => hits.map(({ id }) => id)

test('a search answers a few of each kind, the best first, with what they belong to', async () => {
  const hits = await find('chem')
  expect(hits.features.map(({ name }: { name: string }) => name)).toEqual([
    'chem',
    'chem_more',
    'a_chem',
    'other',
    'gone_chem',
  ])
  expect(hits.features.at(-1)).toEqual({ name: 'gone_chem', description: 'x', isArchived: true })
  expect(hits.projects.slice(0, 4)).toEqual([
    { id: 'chem', title: 'Alpha', publisherName: null },
    { id: 'chem2', title: 'Beta', publisherName: null },
    { id: '12', title: 'Chemistry', publisherName: 'Chemical Press' },
    { id: '13', title: 'Organic chemistry', publisherName: null },
  ])
  expect(hits.projects).toHaveLength(5)
  expect(hits.sections).toEqual([
    { id: '77', title: 'Chem 101', projectTitle: 'Chemistry' },
    { id: '78', title: LONG, projectTitle: null },
  ])
  expect(ids(hits.publishers)).toEqual(['chem', 'pub'])
  expect(hits.accounts).toEqual([
    { type: 'author', id: '7', name: 'Chema Ruiz', email: null },
    { type: 'user', id: '1042', name: 'Ada', email: 'chemist@example.edu' },
  ])
})

test.each([
  ['CHEMISTRY', ['12', '13', 'x0', 'x1', 'x2']],
  ['ÄHREN', ['14']],
  ['ähr', ['14']],
  ['日本', ['16']],
  ['本語', ['16']],
  ['50%', ['15']],
  ['%', ['15']],
  ['_', []],
  ['12', ['12']],
  ['nothing', []],
])('a search for %s finds the projects %j', async (q, projects) => {
  expect(ids((await find(q)).projects)).toEqual(projects)
})

test.each([[''], ['%00'], ['x'.repeat(256)]])('a search for %j is refused by name', async (q) => {
  const { status, body } = await api().ask('GET', `/api/v1/search?q=${q}`)
  expect({ status, path: body.errors[0].path }).toEqual({ status: 400, path: 'q' })
})

test('a search is for whoever may read rollouts', async () => {
  const asked = search({ pool: aviary().pool, principal: DECIDE_KEY }, 'chem')
  await expect(asked).rejects.toMatchObject({ code: 'forbidden' })
})
