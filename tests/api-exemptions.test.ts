import { describe, expect, test } from 'vitest'
import { serveApi } from './support/api'
import { migratedDatabases } from './support/import'
import { written } from './support/written'

const { shared } = migratedDatabases()
const FEATURES = ['set', 'wrong', 'stale', 'down', 'removed', 'expires', 'race', 'gone', 'again']
const PUBLISHERS = ['pub', 'pub 2/3', 'none']
const aviary = shared((fresh) =>
  fresh.load(
    {
      publishers: PUBLISHERS.map((id) => ({ id, name: 'Press' })),
      projects: [{ id: 'p1', title: 'Chemistry', publisherId: 'pub' }],
      features: FEATURES.map((name) => ({
        name,
        description: 'A feature',
        contexts: ['both' as const],
        rolloutMode: 'canary' as const,
      })),
      scopeStates: FEATURES.map((feature) => ({ feature, scopeType: 'project' as const, scopeId: 'p1' })),
      rollouts: [{ feature: 'expires', scopeType: 'global', scopeId: null, stage: 'full' }],
    },
    { reason: 'move' },
  ),
)
const api = serveApi(aviary)

const at = (feature: string, publisher = 'pub') =>
  `/api/v1/features/${feature}/exemptions/${encodeURIComponent(publisher)}`
const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  written(aviary(), () => api().ask(method, path, body === undefined ? { headers } : { body, headers }))
const set = (path: string, body: unknown) => ask('PUT', path, body)
const DENY = { effect: 'deny', note: 'contract' }
const FORCE = { effect: 'force_enable', note: 'pilot' }
const NOTHING_WRITTEN = { entries: [], revisions: 0 }

describe('an exemption', () => {
  test('is set, changed and removed, each with its note, and the trail says what it was', async () => {
    const expiresAt = '2099-01-01T00:00:00.123Z'
    const first = await ask('PUT', at('set', 'pub 2/3'), { ...DENY, expiresAt }, { 'X-Request-Id': 'first' })
    const item = { publisherId: 'pub 2/3', ...DENY, expiresAt, updatedBy: { kind: 'api_key', name: 'Test admin' } }
    expect(first.result).toMatchObject({ status: 200, body: { ...item, changed: true, replaced: null } })
    const { version } = first.result.body
    expect(first.result.headers.get('x-aviary-revision')).toBe(String(version))
    const entry = { feature: 'set', scopeType: 'publisher', scopeId: 'pub 2/3', actorName: 'Test admin' }
    expect(first.entries).toMatchObject([
      {
        ...entry,
        action: 'exemption.added',
        before: null,
        after: DENY,
        note: 'contract',
        requestId: 'first',
        revision: version,
      },
    ])
    expect(Date.parse(first.entries[0].after.expiresAt)).toBe(Date.parse(expiresAt))

    const second = await set(at('set', 'pub 2/3'), { ...FORCE, expectedVersion: version })
    expect(second.result).toMatchObject({
      status: 200,
      body: { ...FORCE, expiresAt: null, changed: true, replaced: { ...DENY, expiresAt, version } },
    })
    expect(second.entries).toMatchObject([
      { ...entry, action: 'exemption.changed', before: DENY, after: { ...FORCE, expiresAt: null }, note: 'pilot' },
    ])

    const removed = await ask('DELETE', at('set', 'pub 2/3'), {
      note: ' The pilot is over. ',
      expectedVersion: second.result.body.version,
    })
    expect(removed.result).toMatchObject({
      status: 200,
      body: { publisherId: 'pub 2/3', changed: true, replaced: { ...FORCE, version: second.result.body.version } },
    })
    expect(removed.entries).toMatchObject([
      { ...entry, action: 'exemption.removed', before: FORCE, after: null, note: 'The pilot is over.' },
    ])
  })

  test('set to what it is, or removed where there is none, writes nothing', async () => {
    const { result } = await set(at('again'), { ...DENY, expiresAt: '2099-06-01T02:00:00+02:00' })
    const { version } = result.body
    const same = { ...DENY, note: ' contract ', expiresAt: '2099-06-01T00:00:00Z', expectedVersion: version }
    expect(await set(at('again'), same)).toMatchObject({
      result: { status: 200, body: { changed: false, version, replaced: { version } } },
      ...NOTHING_WRITTEN,
    })
    expect(await ask('DELETE', at('again', 'none'))).toMatchObject({
      result: { status: 200, body: { changed: false, replaced: null } },
      ...NOTHING_WRITTEN,
    })
  })

  test.each([
    ['another note', { ...DENY, note: 'another', expiresAt: '2099-06-01T00:00:00Z' }],
    ['another expiry', { ...DENY, expiresAt: '2099-06-01T00:00:00.001Z' }],
    ['no expiry', DENY],
  ])('is changed by %s alone', async (_what, body) => {
    const publisher = 'pub'
    const [row] = await aviary().rows(`SELECT version::int FROM scoped_feature_exemptions WHERE feature_name = 'again'`)
    const { result, entries } = await set(at('again', publisher), { ...body, expectedVersion: row?.version })
    expect(result).toMatchObject({ status: 200, body: { changed: true } })
    expect(entries).toHaveLength(1)
  })

  test('that was changed meanwhile is not overwritten: the answer says what stands', async () => {
    const first = (await set(at('stale'), DENY)).result.body
    const conflict = { status: 409, body: { code: 'version_conflict', current: { ...DENY, version: first.version } } }
    for (const expectedVersion of [undefined, null, first.version - 1, first.version + 1]) {
      const refused = await set(at('stale'), { ...FORCE, expectedVersion })
      expect(refused).toMatchObject({ result: conflict, ...NOTHING_WRITTEN })
      const kept = await ask('DELETE', at('stale'), { note: 'no', expectedVersion })
      expect(kept).toMatchObject({ result: conflict, ...NOTHING_WRITTEN })
    }
    expect(await ask('DELETE', `${at('stale')}?note=no&expectedVersion=1`)).toMatchObject({ result: conflict })
    const seen = await set(at('stale', 'none'), { ...FORCE, expectedVersion: 1 })
    expect(seen.result).toMatchObject({ status: 409, body: { current: null } })
  })

  test('that only takes access away needs no version, and says what it replaced; If-Match binds it all the same', async () => {
    const { version } = (await set(at('down'), FORCE)).result.body
    const bound = await ask('PUT', at('down'), DENY, { 'If-Match': `"${version - 1}"` })
    expect(bound).toMatchObject({ result: { status: 409, body: { code: 'version_conflict' } }, ...NOTHING_WRITTEN })
    const denied = await set(at('down'), { ...DENY, expectedVersion: version - 1 })
    expect(denied.result).toMatchObject({ status: 200, body: { ...DENY, replaced: { ...FORCE, version } } })

    const headers = { 'If-Match': `"${denied.result.body.version}"` }
    const forced = await ask('PUT', at('down'), FORCE, headers)
    expect(forced.result).toMatchObject({ status: 200, body: FORCE })
    expect((await ask('DELETE', at('down'), { note: 'over' })).result).toMatchObject({
      status: 200,
      body: { changed: true, replaced: FORCE },
    })
  })

  test('is not removed without a note', async () => {
    const { version } = (await set(at('removed'), DENY)).result.body
    const refused = await ask('DELETE', `${at('removed')}?expectedVersion=${version}`)
    expect(refused).toMatchObject({
      result: { status: 422, body: { code: 'reason_required', errors: [{ path: 'note' }], current: { version } } },
      ...NOTHING_WRITTEN,
    })
    const removed = await ask('DELETE', `${at('removed')}?expectedVersion=${version}&note=Over.`)
    expect(removed).toMatchObject({ result: { status: 200, body: { changed: true } }, entries: [{ note: 'Over.' }] })
  })

  test('takes effect at once, and ends by itself', async () => {
    const body = { feature: 'expires', actor: { type: 'user', id: '1' }, resource: { type: 'project', id: 'p1' } }
    const decide = async () => (await api().ask('POST', '/api/decision', { body })).body
    expect(await decide()).toMatchObject({ reason: 'stage_full' })
    const [clock] = await aviary().rows(`SELECT clock_timestamp() + interval '3 s' AS soon`)
    const expiresAt = clock?.soon.toISOString()
    const { version } = (await set(at('expires'), { ...DENY, expiresAt })).result.body
    expect(await decide()).toMatchObject({ reason: 'publisher_denied', exemption: { effect: 'deny', expiresAt } })
    await expect.poll(decide, { timeout: 20_000, interval: 50 }).toMatchObject({ reason: 'stage_full' })

    const over = await set(at('expires'), { ...FORCE, expectedVersion: version })
    expect(over.result).toMatchObject({ status: 200, body: { replaced: { ...DENY, expiresAt } } })
  })

  test('is set once by twenty who ask for the same at the same moment, and by two who differ', async () => {
    const ask = (body: unknown) => api().ask('PUT', at('race'), { body })
    const same = await written(aviary(), () => Promise.all(Array.from({ length: 20 }, () => ask(DENY))))
    const statuses = same.result.map(({ status }) => status).sort()
    expect(statuses).toEqual([200, ...Array(19).fill(409)])
    expect(same).toMatchObject({ entries: [{ action: 'exemption.added' }], revisions: 1 })

    const { version: expectedVersion } = same.result.find(({ status }) => status === 200)?.body ?? {}
    const bodies = [FORCE, { ...FORCE, note: 'another' }].map((body) => ({ ...body, expectedVersion }))
    const two = await written(aviary(), () => Promise.all(bodies.map(ask)))
    const [won, lost] = [200, 409].map((status) => two.result.find((answer) => answer.status === status)?.body)
    expect(two.entries).toHaveLength(1)
    expect(lost).toMatchObject({ code: 'version_conflict', current: { version: won?.version, note: won?.note } })
  })

  test('that is wrong is refused by path, and writes nothing', async () => {
    await aviary().rows(`UPDATE features SET archived_at = now() WHERE name = 'gone'`)
    const [past] = await aviary().rows('SELECT clock_timestamp() AS now')
    const long = 'x'.repeat(2001)
    const cases: [string, unknown, number, string, string | null][] = [
      [at('wrong'), { effect: 'deny' }, 400, 'invalid_request', 'note'],
      [at('wrong'), { effect: 'deny', note: ' ' }, 400, 'invalid_request', 'note'],
      [at('wrong'), { effect: 'deny', note: long }, 400, 'invalid_request', 'note'],
      [at('wrong'), { effect: 'allow', note: 'x' }, 400, 'invalid_request', 'effect'],
      [at('wrong'), { ...DENY, expiresAt: past?.now.toISOString() }, 400, 'invalid_request', 'expiresAt'],
      [at('wrong'), { ...DENY, expiresAt: '2099-01-01' }, 400, 'invalid_request', 'expiresAt'],
      // A year that RFC 3339 can't write could never be read again.
      [at('wrong'), { ...DENY, expiresAt: '9999-12-31T23:59:59-12:00' }, 400, 'invalid_request', 'expiresAt'],
      [at('wrong'), { ...DENY, expectedVersion: '1' }, 400, 'invalid_request', 'expectedVersion'],
      [at('wrong'), { ...DENY, publisherId: 'pub' }, 400, 'invalid_request', 'publisherId'],
      [at('wrong', '.\u0007'), DENY, 400, 'invalid_request', 'publisherId'],
      [at('wrong', 'nobody'), DENY, 404, 'publisher_not_found', null],
      [at('nothing'), DENY, 404, 'feature_not_found', null],
      [at('gone'), DENY, 409, 'feature_archived', null],
    ]
    for (const [path, body, status, code, fault] of cases) {
      const refused = await set(path, body)
      expect(refused, JSON.stringify(body)).toMatchObject({ result: { status, body: { code } }, ...NOTHING_WRITTEN })
      if (fault !== null) expect(refused.result.body.errors).toMatchObject([{ path: fault }])
    }
    const two = await ask('PUT', at('wrong'), { ...DENY, expectedVersion: 2 }, { 'If-Match': '"3"' })
    expect(two).toMatchObject({
      result: { status: 400, body: { errors: [{ path: 'expectedVersion' }] } },
      ...NOTHING_WRITTEN,
    })
    for (const [path, status, code] of [
      [at('wrong', 'nobody'), 404, 'publisher_not_found'],
      [at('nothing'), 404, 'feature_not_found'],
      [at('gone'), 409, 'feature_archived'],
      [`${at('wrong')}?note=`, 400, 'invalid_request'],
      [`${at('wrong')}?reason=x`, 400, 'invalid_request'],
      [`${at('wrong')}?expectedVersion=x`, 400, 'invalid_request'],
    ] as const)
      expect(await ask('DELETE', path), path).toMatchObject({ result: { status, body: { code } }, ...NOTHING_WRITTEN })
  })
})
