import { expect, test } from 'vitest'
import { serveApi } from './support/api'
import { migratedDatabases } from './support/import'

const { shared } = migratedDatabases()
const feature = { name: 'kept', description: 'A feature', contexts: ['both' as const], rolloutMode: 'canary' as const }
const aviary = shared((fresh) =>
  fresh.load({ publishers: [{ id: 'pub', name: 'Press' }], sections: [{ id: 's1', title: 'S' }], features: [feature] }),
)
const api = serveApi(aviary)

test.each([
  '/api/v1/features/%ff/rollouts',
  '/api/v1/features/%zz/rollouts',
  '/api/v1/audit?action=%00',
  '/api/v1/audit?actorKind=user&actorId=%00',
  '/api/v1/audit?limit=1&limit=2',
  '/api/v1/audit?__proto__=1',
  '/api/v1/accounts?q=%ff',
])('%s is a bad request', async (path) => {
  expect(await api().ask('GET', path)).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
})

test.each(['.', '..'])('a feature named %s is not made: no path would lead to it', async (name) => {
  const body = { name, description: 'd', contexts: 'both', rolloutMode: 'canary' }
  const made = await api().ask('POST', '/api/v1/features', { body })
  expect(made).toMatchObject({ status: 400, body: { errors: [{ path: 'name' }] } })
  const imported = await aviary().refuse({ features: [{ ...feature, name }] })
  expect(imported).toMatchObject({ code: 'invalid_request', faults: [{ path: 'features[0].name' }] })
})

test('an import that changes the directory alone leaves an entry of its own', async () => {
  const { importId } = await aviary().load({ sections: [{ id: 's1', title: 'S', publisherId: 'pub' }] })
  expect((await api().ask('GET', `/api/v1/audit?importId=${importId}`)).body.items).toMatchObject([
    { action: 'import', importId },
  ])
})
