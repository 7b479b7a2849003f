import { describe, expect, test } from 'vitest'
import { serveApi } from './support/api'
import { migratedDatabases } from './support/import'
import { written } from './support/written'

const { shared } = migratedDatabases()
const feature = (name: string, contexts: 'authoring' | 'delivery' | 'both') => ({
  name,
  description: 'A feature',
  contexts: [contexts],
  rolloutMode: 'scoped_only' as const,
})
const aviary = shared((fresh) =>
  fresh.load({
    projects: [{ id: 'p/1', title: 'Chemistry' }],
    sections: [{ id: 's1', title: 'Chem 101', projectId: 'p/1' }],
    features: [
      feature('both', 'both'),
      feature('writing', 'authoring'),
      feature('teaching', 'delivery'),
      feature('gone', 'both'),
      feature('race', 'both'),
      feature('force', 'both'),
    ],
  }),
)
const api = serveApi(aviary)
const at = (name: string, scopeType = 'section', scopeId = 's1') =>
  `/api/v1/features/${name}/scopes/${scopeType}/${encodeURIComponent(scopeId)}`

const put = (path: string, body?: unknown) => api().ask('PUT', path, body === undefined ? {} : { body })
const remove = (path: string, body?: unknown) => api().ask('DELETE', path, body === undefined ? {} : { body })

describe('opting in and out', () => {
  test.each([
    ['project', 'p/1'],
    ['section', 's1'],
  ])('a %s is written once, in the trail with who, where and why', async (scopeType, scopeId) => {
    const headers = { 'X-Request-Id': `why-${scopeType}` }
    const asked = () => api().ask('PUT', at('both', scopeType, scopeId), { body: { reason: ' Pilot. ' }, headers })
    const optIn = await written(aviary(), asked)
    expect(optIn.result).toMatchObject({ status: 200, body: { scopeType, scopeId, optedIn: true, changed: true } })
    expect(optIn.result.headers.get('x-aviary-revision')).toBe(`${await aviary().revision()}`)
    const place = { feature: 'both', scopeType, scopeId, actorKind: 'api_key', actorName: 'Test admin' }
    expect(optIn.entries).toMatchObject([
      {
        ...place,
        action: 'scope.added',
        before: null,
        after: { optedIn: true },
        note: 'Pilot.',
        requestId: `why-${scopeType}`,
      },
    ])
    const again = await written(aviary(), asked)
    expect(again).toMatchObject({
      result: { status: 200, body: { optedIn: true, changed: false } },
      entries: [],
      revisions: 0,
    })

    const optOut = await written(aviary(), () => remove(at('both', scopeType, scopeId), { reason: 'Over.' }))
    expect(optOut.result).toMatchObject({ status: 200, body: { optedIn: false, changed: true } })
    expect(optOut.entries).toMatchObject([
      { ...place, action: 'scope.removed', before: { optedIn: true }, after: null, note: 'Over.' },
    ])
    const gone = await written(aviary(), () => remove(`${at('both', scopeType, scopeId)}?reason=Again.`))
    expect(gone).toMatchObject({ result: { status: 200, body: { changed: false } }, entries: [], revisions: 0 })
  })

  test('is refused where the feature does not support the type, and writes nothing', async () => {
    for (const [name, scopeType, scopeId] of [
      ['writing', 'section', 's1'],
      ['teaching', 'project', 'p/1'],
    ]) {
      const refused = await written(aviary(), () => put(at(name ?? '', scopeType, scopeId)))
      expect(refused).toMatchObject({
        result: { status: 422, body: { code: 'scope_unsupported' } },
        entries: [],
        revisions: 0,
      })
    }
    expect(await put(at('writing', 'project', 'p/1'))).toMatchObject({ status: 200 })
    expect(await put(at('teaching'))).toMatchObject({ status: 200 })
  })

  test('out is open also where the feature does not support the type any more', async () => {
    await aviary().rows(`INSERT INTO scoped_feature_flag_states (feature_name, section_id) VALUES ('writing', 's1')`)
    expect(await put(at('writing'))).toMatchObject({ status: 200, body: { changed: false } })
    expect(await remove(at('writing'))).toMatchObject({ status: 200, body: { changed: true } })
  })

  test.each(['PUT', 'DELETE'])('by %s is refused for what is not there, or not well-formed', async (method) => {
    await aviary().rows(`UPDATE features SET archived_at = now() WHERE name = 'gone'`)
    const answers: [string, unknown, number, string][] = [
      [at('nobody'), {}, 404, 'feature_not_found'],
      [at('gone'), {}, 409, 'feature_archived'],
      [at('both', 'project', 's1'), {}, 404, 'place_not_found'],
      [at('both', 'section', 'p/1'), {}, 404, 'place_not_found'],
      [at('both', 'global', 's1'), {}, 400, 'invalid_request'],
      [at('both', 'section', 'a\u0000'), {}, 400, 'invalid_request'],
      [at('bö'), {}, 400, 'invalid_request'],
      [at('both'), { reason: '' }, 400, 'invalid_request'],
      [at('both'), { version: 1 }, 400, 'invalid_request'],
    ]
    for (const [path, body, status, code] of answers) {
      const refused = await written(aviary(), () => api().ask(method, path, { body }))
      expect(refused, path).toMatchObject({ result: { status, body: { code } }, entries: [], revisions: 0 })
    }
  })

  test('the same twenty times at once writes it once', async () => {
    const all = (ask: typeof put) => Promise.all(Array.from({ length: 20 }, () => ask(at('race'))))
    for (const [ask, action] of [[put, 'scope.added'] as const, [remove, 'scope.removed'] as const]) {
      const { result, entries, revisions } = await written(aviary(), () => all(ask))
      expect(result.map(({ status }) => status)).toEqual(Array(20).fill(200))
      expect(result.filter(({ body }) => body.changed)).toHaveLength(1)
      expect([entries.map((entry) => entry.action), revisions]).toEqual([[action], 1])
    }
  })

  test('is in force on the node that answers when the call returns', async () => {
    const body = { feature: 'force', actor: { type: 'user', id: '1' }, resource: { type: 'section', id: 's1' } }
    const reason = async () => (await api().ask('POST', '/api/decision', { body })).body.reason
    for (let round = 0; round < 5; round++) {
      await put(at('force'))
      expect(await reason()).toBe('enabled')
      await remove(at('force'))
      expect(await reason()).toBe('scope_disabled')
    }
  })
})
