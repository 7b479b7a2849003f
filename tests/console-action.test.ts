import pino from 'pino'
import { expect, test } from 'vitest'
import { createApiKey } from '@/lib/changes/create-api-key'
import { CONSOLE_POOL, createPool } from '@/lib/db/pool'
import { type ActionCall, runAction } from '@/lib/http/run-action'
import { counters } from '@/lib/telemetry/counters'
import { migratedDatabases } from './support/import'

const { shared } = migratedDatabases()
const aviary = shared()

const OWN = 'https://aviary.example.edu'
const ADMIN = { id: 'a1', email: 'ada@example.edu', name: 'Ada', role: 'system_admin' } as const
const SUPPORT = { id: 'a2', email: 'sam@example.edu', name: 'Sam', role: 'support' } as const

function called(changes: Partial<ActionCall> = {}) {
  const lines: string[] = []
  const call: ActionCall = {
    origin: OWN,
    ownOrigin: OWN,
    requestId: 'req-7',
    log: pino({ level: 'trace' }, { write: (line) => void lines.push(line) }),
    user: async () => ADMIN,
    pool: () => aviary().pool,
    ...changes,
  }
  const result = runAction(call, (context) => createApiKey(context, { name: 'From a page', scopes: ['decide'] }))
  return { result, logged: () => lines.join('') }
}

const keys = async () => (await aviary().rows('SELECT FROM api_keys')).length

test('an action of a signed-in person changes what its verb changes, in their name', async () => {
  const result = await called().result
  expect(result).toMatchObject({ ok: true, revision: await aviary().revision() })
  const entries = await aviary().rows('SELECT actor_kind, actor_id, actor_name, request_id FROM audit_events')
  expect(entries).toEqual([
    { actor_kind: 'console_user', actor_id: ADMIN.id, actor_name: ADMIN.name, request_id: 'req-7' },
  ])
})

test.each([
  null,
  'null',
  '',
  'https://evil.example',
  'http://aviary.example.edu',
  'https://aviary.example.edu:8443',
  'https://aviary.example.edu.evil.example',
  'https://aviary.example.edu/',
  'https://Aviary.example.edu',
])('an action from the origin %j is refused before anybody is asked for', async (origin) => {
  const before = [await keys(), counters.refused.get('forbidden') ?? 0]
  const user = () => Promise.reject(new Error('asked for'))
  const { result, logged } = called({ origin, user })
  expect(await result).toMatchObject({ ok: false, failure: { code: 'forbidden', requestId: 'req-7' } })
  expect([await keys(), counters.refused.get('forbidden')]).toEqual([before[0], Number(before[1]) + 1])
  expect(logged()).toContain('req-7')
})

test('on loopback, localhost and 127.0.0.1 of one port are the same place, and another port is not', async () => {
  const at = (origin: string) => called({ origin, ownOrigin: 'http://127.0.0.1:3000' }).result
  expect(await at('http://localhost:3000')).toMatchObject({ ok: true })
  expect(await at('http://localhost:3001')).toMatchObject({ ok: false })
  expect(await at('https://localhost:3000')).toMatchObject({ ok: false })
  expect(await at('http://127.0.0.1.evil.example:3000')).toMatchObject({ ok: false })
})

test('nobody signed in is told so', async () => {
  const before = await keys()
  expect(await called({ user: async () => null }).result).toMatchObject({
    ok: false,
    failure: { code: 'unauthorized' },
  })
  expect(await keys()).toBe(before)
})

test('what a verb refuses comes back as data; a missing permission is counted and logged', async () => {
  const before = counters.refused.get('forbidden') ?? 0
  const { result, logged } = called({ user: async () => SUPPORT })
  expect(await result).toMatchObject({
    ok: false,
    failure: { code: 'forbidden', message: expect.stringContaining('manage keys') },
  })
  expect(counters.refused.get('forbidden')).toBe(before + 1)
  expect(logged()).toContain('a permission is missing')
})

test('a failure is in the log under its request id, and shows nothing of itself', async () => {
  const user = () => Promise.reject(new Error('postgresql://u:secret@h/d broke'))
  const { result, logged } = called({ user })
  expect(await result).toEqual({
    ok: false,
    failure: {
      code: 'internal_error',
      message: 'The failure is in the log, under this request id.',
      faults: [],
      members: {},
      requestId: 'req-7',
    },
  })
  expect(logged()).toContain('req-7')
})

test('a database that can not be reached is said to be so', async () => {
  const nowhere = createPool('postgresql://nobody@127.0.0.1:1/none', CONSOLE_POOL, () => {})
  expect(await called({ pool: () => nowhere }).result).toMatchObject({ ok: false, failure: { code: 'not_ready' } })
  await nowhere.end()
})
