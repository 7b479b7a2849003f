import { describe, expect, test } from 'vitest'
import { createApiKey } from '@/lib/changes/create-api-key'
import { listAudit } from '@/lib/queries/audit/list-audit'
import { serveApi } from './support/api'
import { hashAfter } from './support/canonical-trail'
import { migratedDatabases } from './support/import'
import { EXAMPLE } from './support/import-example'
import { ADMIN_KEY, DECIDE_KEY, OPERATOR, SUPPORT, SYSTEM_ADMIN } from './support/principals'

const { shared } = migratedDatabases()
const STAGE = '/api/v1/features/x/rollouts/global'
const PROJECT = '/api/v1/features/x/rollouts/project/12'

const aviary = shared(async (fresh) => {
  await fresh.load(EXAMPLE, { reason: 'moving over' })
  await fresh.rows(`UPDATE scoped_feature_exemptions SET note = '=HYPERLINK("http://evil.example")'`)
  await fresh.rows(`INSERT INTO settings (key, value) VALUES ('support_may_toggle_internal', 'false')`)
  await createApiKey({ pool: fresh.pool, principal: OPERATOR, requestId: 'made' }, { name: '-1+1', scopes: ['decide'] })
})
const api = serveApi(aviary)
const ask = (query: string) => api().ask('GET', `/api/v1/audit${query}`)
const idsOf = async (query: string): Promise<number[]> =>
  (await ask(query)).body.items.map(({ id }: { id: number }) => id)
const where = async (sql: string) =>
  (await aviary().rows(`SELECT id FROM audit_events WHERE ${sql} ORDER BY id DESC`)).map(({ id }) => Number(id))

test('the trail is told newest first, and each entry holds all that its hash is made of', async () => {
  await api().ask('PUT', STAGE, {
    body: { stage: 'off', reason: 'It broke.' },
    headers: { 'X-Request-Id': 'turn-off-1' },
  })
  const { status, body } = await ask('?limit=200')
  expect(status).toBe(200)
  expect(body.nextCursor).toBeNull()
  expect(body.items.map(({ id }: { id: number }) => id)).toEqual(await where('true'))
  const [first] = body.items
  expect(first).toMatchObject({
    action: 'rollout.changed',
    actor: { kind: 'api_key', name: 'Test admin' },
    feature: 'x',
    scopeType: 'global',
    scopeId: null,
    scopeName: null,
    before: { stage: 'five_percent' },
    after: { stage: 'off' },
    differences: [{ field: 'stage', before: 'five_percent', after: 'off' }],
    note: 'It broke.',
    requestId: 'turn-off-1',
    importId: null,
    revert: { isOffered: true, code: null, message: null },
  })
  for (const { actor, ...entry } of body.items) {
    const flat = { ...entry, actorKind: actor.kind, actorId: actor.id, actorName: actor.name }
    expect(hashAfter(entry.prevHash, flat)).toBe(entry.hash)
  }
})

test('pages by cursor give every entry once, though others write meanwhile', async () => {
  const all = await where('true')
  const seen: number[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const { body } = await ask(`?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`)
    expect(body.items.length).toBeLessThanOrEqual(3)
    seen.push(...body.items.map(({ id }: { id: number }) => id))
    await aviary().rows(`UPDATE features SET description = description || '.'`)
    cursor = body.nextCursor
  }
  expect(seen).toEqual(all)
})

describe('the trail is filtered', () => {
  test.each([
    ['by kind of actor', '?actorKind=command', `actor_kind = 'command'`],
    ['by person', '?actorKind=console_user&actorId=u1', `actor_kind = 'console_user' AND actor_id = 'u1'`],
    ['by feature', '?feature=x', `feature_name = 'x'`],
    ['by action', '?action=exemption.changed', `action = 'exemption.changed'`],
    ['by place', '?scopeType=section&scopeId=77', `scope_type = 'section' AND scope_id = '77'`],
    ['by everywhere', '?scopeType=global', `scope_type = 'global'`],
    ['by all at once', '?actorKind=outside&feature=x&scopeType=publisher&scopeId=3', `action = 'exemption.changed'`],
  ])('%s', async (_what, query, sql) => {
    const expected = await where(sql)
    expect(expected.length).toBeGreaterThan(0)
    expect(await idsOf(`${query}&limit=200`)).toEqual(expected)
  })

  test('by import', async () => {
    const [row] = await aviary().rows('SELECT import_id FROM audit_events WHERE import_id IS NOT NULL')
    expect(await idsOf(`?limit=200&importId=${row?.import_id}`)).toEqual(await where('import_id IS NOT NULL'))
  })

  test('by time, exactly, even where the clock was set back', async () => {
    const [middle] =
      await aviary().rows(`SELECT to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS time
      FROM audit_events ORDER BY id OFFSET 5 LIMIT 1`)
    const time = middle?.time
    expect(await idsOf(`?limit=200&from=${time}`)).toEqual(await where(`occurred_at >= '${time}'`))
    expect(await idsOf(`?limit=200&to=${time}`)).toEqual(await where(`occurred_at <= '${time}'`))
    expect(await idsOf(`?limit=200&from=${time}&to=${time}`)).toHaveLength(1)
    await aviary().rows(`BEGIN; SET LOCAL session_replication_role = replica;
      INSERT INTO audit_events (id, occurred_at, revision, actor_kind, action, prev_hash, hash)
      SELECT last.id + step, now() + at, last.revision, 'outside', 'other', '', ''
      FROM (SELECT id, revision FROM audit_events ORDER BY id DESC LIMIT 1) AS last,
        (VALUES (1, interval '1 day'), (2, interval '1 hour'), (3, interval '30 days')) AS s (step, at); COMMIT`)
    const soon = new Date(Date.now() + 2 * 3_600_000).toISOString()
    expect(await idsOf(`?limit=200&to=${soon}`)).toEqual(await where(`occurred_at <= '${soon}'`))
    expect(await idsOf(`?limit=200&from=${soon}`)).toEqual(await where(`occurred_at >= '${soon}'`))
    await aviary().rows(
      `BEGIN; SET LOCAL session_replication_role = replica; DELETE FROM audit_events WHERE occurred_at > now() + interval '30 minutes'; COMMIT`,
    )
  })

  test.each([
    ['?actorId=7'],
    ['?scopeId=7'],
    ['?cursor=nonsense'],
    ['?from=yesterday'],
    ['?feature=no%20name'],
    ['?x=1'],
  ])('and %s is refused', async (query) => {
    expect(await ask(query)).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
  })
})

test('one entry is had by its number, and one that is not there is not', async () => {
  const [id] = await where(`action = 'exemption.changed'`)
  const one = await api().ask('GET', `/api/v1/audit/${id}`)
  expect(one).toMatchObject({
    status: 200,
    body: {
      id,
      scopeType: 'publisher',
      scopeName: expect.stringMatching(/./),
      differences: [{ field: 'note', before: 'contract', after: '=HYPERLINK("http://evil.example")' }],
    },
  })
  expect(await api().ask('GET', '/api/v1/audit/999999')).toMatchObject({ status: 404, body: { code: 'not_found' } })
  expect(await api().ask('GET', '/api/v1/audit/x')).toMatchObject({ status: 400 })
})

test('an entry says why it can not be taken back', async () => {
  const pin = await api().ask('PUT', PROJECT, { body: { stage: 'off' } })
  const cleared = await api().ask('DELETE', `${PROJECT}?expectedVersion=${pin.body.version}`)
  expect(cleared.status).toBe(200)
  const { body } = await ask('?limit=200')
  const revertOf = (action: string, scopeType: string | null) =>
    body.items.find(
      (item: { action: string; scopeType: string | null }) => item.action === action && item.scopeType === scopeType,
    )?.revert
  expect(revertOf('rollout.added', 'project')).toMatchObject({ isOffered: false, code: 'superseded' })
  expect(revertOf('rollout.removed', 'project')).toMatchObject({ isOffered: true })
  expect(revertOf('api_key.added', 'api_key')).toMatchObject({ isOffered: false, code: 'not_revertible' })
  expect(revertOf('import', null)).toMatchObject({ isOffered: false, code: 'not_revertible' })
  const forSupport = await listAudit({ pool: aviary().pool, principal: SUPPORT }, {}, { limit: 200 })
  expect(forSupport.items.find(({ action }) => action === 'rollout.removed')?.revert).toMatchObject({
    code: 'forbidden',
  })
})

test('the whole trail, or a part, comes as CSV that no spreadsheet takes for formulas', async () => {
  const all = await where('true')
  const csv = await ask('?format=csv')
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  const lines = csv.body.trimEnd().split('\r\n')
  expect(lines[0]).toMatch(/^id,occurredAt,revision,actorKind/)
  expect(lines.slice(1).map((line: string) => Number(line.split(',')[0]))).toEqual(all)
  const part = await api().ask('GET', '/api/v1/audit?action=exemption.changed', { headers: { Accept: 'text/csv' } })
  expect(part.body.trimEnd().split('\r\n')).toHaveLength(2)
  expect(part.body).toMatch(/""note"": ""=HYPERLINK/)
  await aviary().rows(`SET aviary.note = '=1+1'; UPDATE features SET description = 'x'; RESET aviary.note`)
  const formula = await ask('?format=csv&feature=x&action=feature.changed')
  expect(formula.body).toContain(`,'=1+1,`)
})

test('who and what occurs is listed, under the name last borne', async () => {
  const { body } = await api().ask('GET', '/api/v1/audit/terms')
  const rows = await aviary().rows(`SELECT array_agg(DISTINCT action) AS actions FROM audit_events`)
  expect(body.actions).toEqual([...(rows[0]?.actions ?? [])].sort())
  expect(body.actors).toContainEqual({ kind: 'console_user', id: 'u1', name: 'Root' })
  expect(body.actors).toContainEqual({ kind: 'command', id: 'root', name: 'root' })
})

test.each([
  ['a command', OPERATOR, 'read'],
  ['a system admin', SYSTEM_ADMIN, 'read'],
  ['support', SUPPORT, 'read'],
  ['an admin key', ADMIN_KEY, 'read'],
  ['an app', DECIDE_KEY, 'forbidden'],
])('the trail is read by whom decision.md lets: %s', async (_who, principal, outcome) => {
  const listed = listAudit({ pool: aviary().pool, principal }, {}, { limit: 1 })
  expect(
    await listed.then(
      () => 'read',
      (error) => error.code,
    ),
  ).toBe(outcome)
})
