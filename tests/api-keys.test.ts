import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createApiKey, type NewApiKey } from '@/lib/changes/create-api-key'
import { revokeApiKey } from '@/lib/changes/revoke-api-key'
import { listApiKeys } from '@/lib/queries/list-api-keys'
import { startDoors } from './support/doors'
import { migratedDatabases } from './support/import'
import { ADMIN_KEY, DECIDE_KEY, OPERATOR, SUPPORT, SYSTEM_ADMIN } from './support/principals'

const { fresh } = migratedDatabases()

async function world() {
  const aviary = await fresh()
  const context = { pool: aviary.pool, principal: SYSTEM_ADMIN, requestId: 'test' }
  const make = async (given: Partial<NewApiKey> = {}) =>
    (await createApiKey(context, { name: 'App', scopes: ['decide'], ...given })).value
  return { aviary, context, make }
}

test('the list shows what a key is and whether it works, and never the key', async () => {
  const { aviary, context, make } = await world()
  const first = await make({ name: 'Old' })
  await aviary.rows('UPDATE api_keys SET expires_at = $2 WHERE id = $1', [first.id, '2020-01-01T00:00:00Z'])
  const made = await make({
    name: 'Shop',
    scopes: ['decide', 'admin'],
    rateLimitPerS: 50,
    allowedOrigins: ['https://a.edu'],
  })
  await aviary.rows('UPDATE api_keys SET last_used_at = $2 WHERE id = $1', [made.id, '2026-11-24T10:00:00Z'])
  const { items, nextCursor } = await listApiKeys(context, { limit: 50 })
  expect(nextCursor).toBeNull()
  expect(items).toMatchObject([
    {
      id: made.id,
      name: 'Shop',
      prefix: made.prefix,
      scopes: ['decide', 'admin'],
      rateLimitPerS: 50,
      allowedOrigins: ['https://a.edu'],
      status: 'active',
      lastUsedAt: '2026-11-24T10:00:00.000Z',
      createdBy: SYSTEM_ADMIN.id,
    },
    { id: first.id, name: 'Old', status: 'expired', expiresAt: '2020-01-01T00:00:00.000Z', lastUsedAt: null },
  ])
  expect(JSON.stringify(items)).not.toContain(made.key.slice(made.prefix.length))
})

test('who made a key is named as the console knows them', async () => {
  const { aviary, context } = await world()
  const [ada] = await aviary.rows(
    `INSERT INTO console_users (email, name, role) VALUES ('ada@example.edu', 'Ada Berg', 'system_admin') RETURNING id`,
  )
  const principal = { ...SYSTEM_ADMIN, id: String(ada?.id) }
  await createApiKey({ ...context, principal }, { name: 'Hers', scopes: ['decide'] })
  expect((await listApiKeys(context, { limit: 1 })).items).toMatchObject([{ createdBy: 'Ada Berg' }])
})

test('pages follow one another without a gap, newest first', async () => {
  const { context, make } = await world()
  for (let nth = 0; nth < 5; nth++) await make({ name: `Key ${nth}` })
  const names: string[] = []
  let cursor: string | undefined
  do {
    const page = await listApiKeys(context, { limit: 2, cursor })
    names.push(...page.items.map(({ name }) => name))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  expect(names).toEqual(['Key 4', 'Key 3', 'Key 2', 'Key 1', 'Key 0'])
})

test.each([
  'x',
  'bnVsbA',
  Buffer.from('["\\u0000"]').toString('base64url'),
  Buffer.from('["1","2"]').toString('base64url'),
])('a cursor that no list gave is refused: %s', async (cursor) => {
  const { context } = await world()
  await expect(listApiKeys(context, { limit: 2, cursor })).rejects.toMatchObject({
    code: 'invalid_request',
    faults: [{ path: 'cursor' }],
  })
})

test('a revoked key opens nothing on any node, and leaves an entry in the trail', async () => {
  const { aviary, context, make } = await world()
  const { id, key } = await make()
  const nodes = await Promise.all([startDoors(aviary.url), startDoors(aviary.url)])
  const statusAt = async ({ url }: { url: string }) => {
    const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' }
    const asked = { feature: 'x', actor: { type: 'user', id: '1' }, resource: { type: 'project', id: '1' } }
    return (await fetch(`${url}/api/decision`, { method: 'POST', headers, body: JSON.stringify(asked) })).status
  }
  expect(await Promise.all(nodes.map(statusAt))).toEqual([404, 404])
  const { value } = await revokeApiKey(context, { id })
  expect(value).toMatchObject({ id, status: 'revoked' })
  for (let turn = 0; turn < 100 && (await Promise.all(nodes.map(statusAt))).some((status) => status !== 401); turn++)
    await sleep(50)
  expect(await Promise.all(nodes.map(statusAt))).toEqual([401, 401])
  await Promise.all(nodes.map((node) => node.close()))
  const entries = await aviary.rows('SELECT action, before, after FROM audit_events WHERE scope_id = $1 ORDER BY id', [
    id,
  ])
  expect(entries).toMatchObject([
    { action: 'api_key.added' },
    { action: 'api_key.changed', before: { revoked: false }, after: { revoked: true } },
  ])
})

test('revoking again writes nothing; revoking what is not there is refused', async () => {
  const { aviary, context, make } = await world()
  const { id } = await make()
  const first = await revokeApiKey(context, { id })
  expect(await revokeApiKey(context, { id })).toEqual(first)
  expect(await aviary.rows(`SELECT FROM audit_events WHERE action = 'api_key.changed'`)).toHaveLength(1)
  const missing = '00000000-0000-4000-8000-000000000000'
  await expect(revokeApiKey(context, { id: missing })).rejects.toMatchObject({ code: 'not_found' })
  await expect(revokeApiKey(context, { id: 'k' })).rejects.toMatchObject({ code: 'invalid_request' })
})

test.each([
  ['a command', OPERATOR, true],
  ['a system admin', SYSTEM_ADMIN, true],
  ['support', SUPPORT, false],
  ['an admin key', ADMIN_KEY, false],
  ['an app', DECIDE_KEY, false],
])('keys are managed by whom decision.md lets: %s', async (_who, principal, isAllowed) => {
  const { aviary, make } = await world()
  const { id } = await make()
  const context = { pool: aviary.pool, principal, requestId: 'test' }
  const outcome = (work: Promise<unknown>) =>
    work.then(
      () => true,
      ({ code }) => code !== 'forbidden' && code,
    )
  expect(await outcome(listApiKeys(context, { limit: 1 }))).toBe(isAllowed)
  expect(await outcome(revokeApiKey(context, { id }))).toBe(isAllowed)
  expect(await outcome(createApiKey(context, { name: 'n', scopes: ['decide'] }))).toBe(isAllowed)
})

test.each([
  ['example.org', 'Invalid URL'],
  ['ftp://example.org', 'Invalid URL'],
  ['https://example.org/', 'an origin has no path: https://app.example.edu'],
])('a key for %s, which is no origin, is refused', async (origin, message) => {
  const { make } = await world()
  await expect(make({ allowedOrigins: [origin] })).rejects.toMatchObject({
    code: 'invalid_request',
    faults: expect.arrayContaining([{ path: 'allowedOrigins[0]', message }]),
  })
})

test('a key whose name nobody could see is refused', async () => {
  const { make } = await world()
  await expect(make({ name: '   ' })).rejects.toMatchObject({
    code: 'invalid_request',
    faults: [{ path: 'name', message: 'must not be blank' }],
  })
})

test('a key that would have expired already is refused', async () => {
  const { make } = await world()
  await expect(make({ expiresAt: '2020-01-01T00:00:00Z' })).rejects.toMatchObject({
    code: 'invalid_request',
    faults: [{ path: 'expiresAt', message: 'must lie in the future' }],
  })
})
