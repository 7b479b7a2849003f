import { describe, expect, test } from 'vitest'
import type { Principal } from '@/lib/auth/permissions'
import { changePolicy } from '@/lib/changes/change-policy'
import { setInternal } from '@/lib/changes/set-internal'
import { counters } from '@/lib/telemetry/counters'
import { serveApi } from './support/api'
import { migratedDatabases } from './support/import'
import { ADMIN_KEY, DECIDE_KEY, OPERATOR, SUPPORT, SYSTEM_ADMIN } from './support/principals'

const { fresh, shared } = migratedDatabases()

const WORLD = {
  authors: [{ id: '7', name: 'Ada', email: 'ada@example.edu' }],
  users: ['7', 'a/1', 'same', 'race', 'seen', 'asked', 'who'].map((id) => ({ id, name: `User ${id}` })),
  features: [{ name: 'f', description: 'A feature', contexts: ['both' as const], rolloutMode: 'canary' as const }],
  projects: [{ id: 'p', title: 'Chemistry' }],
  scopeStates: [{ feature: 'f', scopeType: 'project' as const, scopeId: 'p' }],
  rollouts: [{ feature: 'f', scopeType: 'global' as const, scopeId: null, stage: 'internal_only' as const }],
}

const aviary = shared((database) => database.load(WORLD, { reason: 'A start' }))
const api = serveApi(aviary)

const internalOf = (type: string, id: string) => `/api/v1/accounts/${type}/${encodeURIComponent(id)}/internal`
const mark = (type: string, id: string, isInternal: boolean, note = 'Joins the pilot') =>
  api().ask('PUT', internalOf(type, id), { body: { isInternal, note } })
const entriesOf = (type: string, id: string) =>
  aviary().rows(
    'SELECT action, before, after, note FROM audit_events WHERE scope_type = $1 AND scope_id = $2 ORDER BY id',
    [type, id],
  )

describe('the internal flag', () => {
  test('goes on and off with a note, and leaves the other type of the same id alone', async () => {
    expect(await mark('user', '7', true)).toMatchObject({
      status: 200,
      body: { type: 'user', id: '7', name: 'User 7', email: null, isInternal: true, changed: true },
    })
    expect(await mark('user', '7', false, 'Left it')).toMatchObject({ body: { isInternal: false, changed: true } })
    expect(await entriesOf('user', '7')).toEqual([
      {
        action: 'user.changed',
        before: { isInternal: false },
        after: { isInternal: true },
        note: 'Joins the pilot',
      },
      { action: 'user.changed', before: { isInternal: true }, after: { isInternal: false }, note: 'Left it' },
    ])
    expect(await entriesOf('author', '7')).toEqual([])
  })

  test('takes an id with a slash', async () => {
    expect(await mark('user', 'a/1', true)).toMatchObject({ status: 200, body: { id: 'a/1', isInternal: true } })
  })

  test('set to what it is writes nothing', async () => {
    await mark('user', 'same', true)
    const before = await aviary().revision()
    expect(await mark('user', 'same', true)).toMatchObject({ status: 200, body: { changed: false, isInternal: true } })
    expect(await aviary().revision()).toBe(before)
    expect(await entriesOf('user', 'same')).toHaveLength(1)
  })

  test('is set once by ten who toggle at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => mark('user', 'race', true)))
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
    expect(answers.filter(({ body }) => body.changed)).toHaveLength(1)
    expect(await entriesOf('user', 'race')).toHaveLength(1)
  })

  test('needs a note, a flag, and an account that is there', async () => {
    const path = internalOf('user', '7')
    expect(await api().ask('PUT', path, { body: { isInternal: true } })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', errors: [{ path: 'note' }] },
    })
    expect(await mark('user', '7', true, ' \n ')).toMatchObject({ status: 400, body: { errors: [{ path: 'note' }] } })
    const odd = await api().ask('PUT', path, { body: { isInternal: 'yes', note: 'n', name: 'N' } })
    expect(odd.body.errors.map((fault: { path: string }) => fault.path).sort()).toEqual(['isInternal', 'name'])
    expect(await mark('user', 'nobody', true)).toMatchObject({ status: 404, body: { code: 'account_not_found' } })
    expect(await mark('robot', '7', true)).toMatchObject({ status: 400, body: { errors: [{ path: 'type' }] } })
  })

  test('is in force in the decisions of another process when the call returns', async () => {
    const body = { feature: 'f', actor: { type: 'user', id: 'seen' }, resource: { type: 'project', id: 'p' } }
    const decided = async () => (await api().ask('POST', '/api/decision', { body })).body
    expect(await decided()).toMatchObject({ result: false, reason: 'not_internal' })
    expect((await mark('user', 'seen', true)).status).toBe(200)
    expect(await decided()).toMatchObject({ result: true, reason: 'internal' })
    expect((await mark('user', 'seen', false)).status).toBe(200)
    expect(await decided()).toMatchObject({ result: false, reason: 'not_internal' })
  })
})

const attempt = (pool: Awaited<ReturnType<typeof fresh>>['pool'], principal: Principal, id: string) =>
  setInternal({ pool, principal, requestId: 'test' }, { type: 'user', id }, { isInternal: true, note: 'n' }).then(
    ({ value }) => (value.changed ? 'changed' : 'unchanged'),
    (error) => error.code,
  )

describe('an account is marked by whom decision.md lets:', () => {
  test.each([
    ['a command', OPERATOR, 'changed', 'changed'],
    ['a system admin', SYSTEM_ADMIN, 'changed', 'changed'],
    ['an admin key', ADMIN_KEY, 'changed', 'changed'],
    ['support', SUPPORT, 'changed', 'forbidden'],
    ['an app', DECIDE_KEY, 'forbidden', 'forbidden'],
  ])('%s', async (_who, principal, usually, switchedOff) => {
    const own = await fresh()
    await own.load({ users: ['1', '2'].map((id) => ({ id, name: id })) })
    expect(await attempt(own.pool, principal, '1')).toBe(usually)
    const admin = { pool: own.pool, principal: SYSTEM_ADMIN, requestId: 'test' }
    await changePolicy(admin, { supportMayToggleInternal: false })
    expect(await attempt(own.pool, principal, '2')).toBe(switchedOff)
    const marked = await own.rows('SELECT id FROM users WHERE is_internal ORDER BY id')
    const expected = [usually, switchedOff].flatMap((outcome, nth) =>
      outcome === 'changed' ? [{ id: `${nth + 1}` }] : [],
    )
    expect(marked).toEqual(expected)
  })
})

test('a key without the right is refused at the door, and counted', async () => {
  const before = counters.refused.get('forbidden') ?? 0
  const body = { isInternal: true, note: 'n' }
  for (const key of [api().decideKey, null]) {
    const { status } = await api().ask('PUT', internalOf('user', 'asked'), { body, key })
    expect(status).toBe(key === null ? 401 : 403)
  }
  expect(counters.refused.get('forbidden')).toBe(before + 1)
  expect(await entriesOf('user', 'asked')).toEqual([])
})
