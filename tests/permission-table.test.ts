import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import type { z } from 'zod'
import { may, type Principal } from '@/lib/auth/permissions'
import { createApiKey } from '@/lib/changes/create-api-key'
import { revokeApiKey } from '@/lib/changes/revoke-api-key'
import type { Operation } from '@/lib/contracts/api/operation'
import { OPERATIONS } from '@/lib/contracts/api/operations'
import { PERMISSIONS, type Permission } from '@/lib/contracts/permissions'
import type { Endpoint } from '@/lib/http/api/endpoint'
import { ENDPOINTS } from '@/lib/http/api/endpoints'
import type { Decider } from '@/lib/queries/explain-decision'
import { serveApi } from './support/api'
import { migratedDatabases } from './support/import'
import { ADMIN_KEY, DECIDE_KEY, OPERATOR, SUPPORT, SYSTEM_ADMIN } from './support/principals'

const { shared } = migratedDatabases()
const aviary = shared()
const api = serveApi(aviary)

const PRINCIPALS = {
  operator: OPERATOR,
  systemAdmin: SYSTEM_ADMIN,
  support: SUPPORT,
  adminKey: ADMIN_KEY,
  app: DECIDE_KEY,
}
type Who = keyof typeof PRINCIPALS

// decision.md, "Who may do what", by hand: operator is who owns the machine, app a key with scope decide.
const ALL: readonly Who[] = ['operator', 'systemAdmin', 'support', 'adminKey', 'app']
const NOT_APP: readonly Who[] = ['operator', 'systemAdmin', 'support', 'adminKey']
const CHANGERS: readonly Who[] = ['operator', 'systemAdmin', 'adminKey']
const PEOPLE_ONLY: readonly Who[] = ['operator', 'systemAdmin']
const MAY: Record<Permission, readonly Who[]> = {
  decide: ALL,
  read_rollouts: NOT_APP,
  read_audit: NOT_APP,
  toggle_internal: NOT_APP,
  change_rollouts: CHANGERS,
  change_directory: CHANGERS,
  import: CHANGERS,
  export: CHANGERS,
  manage_keys: PEOPLE_ONLY,
  manage_people: PEOPLE_ONLY,
  manage_settings: PEOPLE_ONLY,
}

/** Who gets past the door of each route file of the build; an operation's own permission is asked behind it. */
const ROUTES: Readonly<Record<string, string>> = {
  'api/v1/[...path]': 'a key with scope admin; operations',
  'api/console/[...path]': 'a signed-in person; operations that read',
  'api/console/board': 'a signed-in person',
  'api/auth/[...nextauth]': 'anybody: sign-in, from our own pages',
  'api/decision': 'a key with scope decide',
  'api/decisions': 'a key with scope decide',
  'ofrep/v1/evaluate/flags': 'a key with scope decide',
  'ofrep/v1/evaluate/flags/[key]': 'a key with scope decide',
  'ofrep/v1/events/[ticket]': 'who holds the ticket',
  'api/metrics': 'a key with scope admin, or the metrics token',
  'api/health/live': 'anybody',
  'api/health/ready': 'anybody',
  'api/openapi.json': 'anybody',
  'api/events': 'a signed-in person, or a key with scope admin',
  'api/[...unknown]': 'anybody: nothing is there',
}

/** Decides nothing: who may not ask does not come as far. */
const NOBODY: Decider = {
  explainer: { decide: () => null, decideAll: () => ({ decisions: [], revision: 0 }) },
  state: { sync: async () => undefined },
}

const CANDIDATES = ['sample', 'project', 'user', 'rollout', '1', randomUUID()]

function sampleOf({ params }: Operation): Record<string, string> {
  const fields = Object.entries(params.shape as Record<string, z.ZodType>)
  return Object.fromEntries(
    fields.map(([name, schema]) => [name, CANDIDATES.find((text) => schema.safeParse(text).success) ?? '']),
  )
}

const pathOf = (operation: Operation) =>
  Object.entries(sampleOf(operation)).reduce<string>(
    (path, [name, value]) => path.replace(`{${name}}`, value),
    operation.path,
  )

/** The files of the build whose path ends like this. */
const filesOf = (end: RegExp) =>
  readdirSync('app', { recursive: true, encoding: 'utf8' }).filter((file) => end.test(file))

/** Runs an endpoint as its door would, with a body that says nothing. Resolves to what it was refused for. */
async function attempt({ operation, run }: Endpoint, principal: Principal): Promise<string> {
  const call = {
    context: { pool: aviary().pool, principal, requestId: 'test' },
    params: operation.params.parse(sampleOf(operation)),
    query: operation.query.safeParse({}).data ?? {},
    body: {},
    ifMatch: null,
    decider: NOBODY,
    accept: '*/*',
    signal: AbortSignal.timeout(10_000),
  }
  return run(call).then(
    () => 'done',
    ({ code, message }) => code ?? message,
  )
}

const ended = { expired: '', revoked: '' }

beforeAll(async () => {
  const context = { pool: aviary().pool, principal: OPERATOR, requestId: 'test' }
  const make = async () => (await createApiKey(context, { name: 'k', scopes: ['admin'] })).value
  const [expired, revoked] = [await make(), await make()]
  await aviary().rows('UPDATE api_keys SET expires_at = now() WHERE id = $1', [expired.id])
  await revokeApiKey(context, { id: revoked.id })
  Object.assign(ended, { expired: expired.key, revoked: revoked.key })
  const status = async () => (await api().ask('GET', '/api/v1/export', { key: revoked.key })).status
  await vi.waitFor(async () => expect(await status()).toBe(401), { timeout: 5000 })
})

test.each(PERMISSIONS)('the permission to %s is of whom decision.md says', (permission) => {
  const allowed = Object.entries(PRINCIPALS).filter(([, principal]) => may(principal, permission))
  expect(allowed.map(([who]) => who)).toEqual(MAY[permission])
})

test('every operation has its endpoint, and every endpoint stands in the table once', () => {
  const named = ENDPOINTS.map(({ operation }) => operation.id)
  expect([...named].sort()).toEqual(OPERATIONS.map(({ id }) => id).sort())
  expect(new Set(named).size).toBe(named.length)
  const places = OPERATIONS.map(({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`)
  expect(new Set(places).size).toBe(places.length)
})

test('an operation that people ask for changes nothing by its method', () => {
  for (const { id, method, isRead, isForPeopleOnly } of OPERATIONS)
    if (isForPeopleOnly === true) expect([id, method, isRead]).toEqual([id, 'GET', undefined])
})

test('every route of the build has an entry that says who gets past its door', () => {
  const routes = filesOf(/\/route\.tsx?$/).map((file) => file.replace(/\/route\.tsx?$/, ''))
  expect(routes.filter((route) => !(route in ROUTES))).toEqual([])
  expect(routes.length).toBeGreaterThan(10)
})

test('every page of the console asks who is signed in, and every action goes through the one way in', () => {
  const pages = filesOf(/^\(console\)\/(.*\/)?page\.tsx$/)
  expect(pages.length).toBeGreaterThan(0)
  for (const page of pages)
    expect([page, readFileSync(`app/${page}`, 'utf8')]).toEqual([
      page,
      expect.stringMatching(/<ConsolePage$|<ConsolePage |findVisitor/m),
    ])
  for (const file of filesOf(/\/actions\.ts$/)) {
    const exported = readFileSync(`app/${file}`, 'utf8').match(/^export .*/gm) ?? []
    for (const line of exported)
      expect([file, line]).toEqual([file, expect.stringMatching(/= (console|public)Action\(/)])
  }
})

describe.each(ENDPOINTS.map((endpoint) => [endpoint.operation.id, endpoint] as const))('%s', (_id, endpoint) => {
  const { operation } = endpoint
  const allowed = MAY[operation.permission]

  test('is refused in the verb itself to whoever lacks the permission, and writes nothing', async () => {
    const before = await aviary().revision()
    for (const who of ALL.filter((each) => !allowed.includes(each)))
      expect([who, await attempt(endpoint, PRINCIPALS[who])]).toEqual([who, 'forbidden'])
    expect(await aviary().revision()).toBe(before)
  })

  test('is not refused for want of the permission to whoever has it', async () => {
    for (const who of allowed) expect([who, await attempt(endpoint, PRINCIPALS[who])]).not.toEqual([who, 'forbidden'])
  })

  test('is at /api/v1 for keys with scope admin alone, while they work', async () => {
    const statusWith = async (key: string | null) => {
      const body = operation.method === 'GET' ? {} : { body: {} }
      return (await api().ask(operation.method, `/api/v1${pathOf(operation)}`, { key, ...body })).status
    }
    const keys = [null, 'rubbish', ended.expired, ended.revoked, api().decideKey]
    const statuses = await Promise.all(keys.map(statusWith))
    expect(statuses).toEqual(operation.isForPeopleOnly === true ? keys.map(() => 404) : [401, 401, 401, 401, 403])
    const withAdmin = await statusWith(api().adminKey)
    if (operation.isForPeopleOnly === true) expect(withAdmin).toBe(404)
    else expect([401, 403]).not.toContain(withAdmin)
  })
})
