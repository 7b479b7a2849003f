import { describe, expect, test } from 'vitest'
import { parseDocument, parseReason } from '@/lib/changes/import/parse-document'
import { type Fault, refusal } from './support/import'

const user = (row: object) => ({ users: [{ id: '1', name: 'U', ...row }] })
const rollout = (row: object) => ({
  rollouts: [{ feature: 'x', scopeType: 'global', scopeId: null, stage: 'off', ...row }],
})
const exemption = (row: object) => ({ exemptions: [{ feature: 'x', publisherId: '3', ...row }] })
const contexts = (...given: unknown[]) => ({ features: [{ name: 'x', contexts: given }] })

async function faultsOf(document: unknown): Promise<readonly Fault[]> {
  const { code, faults } = await refusal(parseDocument(document))
  expect(code).toBe('invalid_request')
  return faults
}

describe('a malformed document', () => {
  test.each<[string, unknown]>([
    ['version', { version: 2 }],
    ['extra', { extra: [] }],
    ['users', { users: {} }],
    ['users', { users: Array.from({ length: 1_000_001 }, () => 0) }],
    ['users[0]', { users: ['1'] }],
    ['users[0].id', user({ id: 1 })],
    ['users[0].id', user({ id: '..' })],
    ['users[0].id', user({ id: 'a\u0000b' })],
    ['users[0].id', user({ id: '\ud800' })],
    ['users[0].id', user({ id: 'x'.repeat(256) })],
    ['users[0].name', { users: [{ id: '1' }] }],
    ['users[0].name', user({ name: 'two\nlines' })],
    ['users[0].name', user({ name: ' \u3000' })],
    ['users[0].email', user({ email: 'nobody' })],
    ['users[0].isInternal', user({ isInternal: 'yes' })],
    ['users[0].role', user({ role: 'admin' })],
    ['features[0].name', { features: [{ name: 'a b' }] }],
    ['features[0].contexts', contexts()],
    ['features[0].contexts', contexts('both', 'authoring')],
    ['features[0].contexts', contexts('authoring', 'authoring')],
    ['features[0].contexts', contexts(...Array.from({ length: 100_000 }, () => 0))],
    ['features[0].contexts[0]', contexts('reading')],
    ['features[0].rolloutMode', { features: [{ name: 'x', rolloutMode: 'fast' }] }],
    ['scopeStates[0].scopeType', { scopeStates: [{ feature: 'x', scopeType: 'global', scopeId: '1' }] }],
    ['rollouts[0].scopeType', rollout({ scopeType: 'planet' })],
    ['rollouts[0].scopeId', rollout({ scopeId: '12' })],
    ['rollouts[0].scopeId', rollout({ scopeType: 'project' })],
    ['rollouts[0].stage', rollout({ stage: 'banana' })],
    ['rollouts[0].percentage', rollout({ percentage: 7 })],
    ['exemptions[0].effect', exemption({ effect: 'maybe' })],
    ['exemptions[0].note', exemption({ note: ' \n ' })],
    ['exemptions[0].expiresAt', exemption({ expiresAt: '2030-02-30T00:00:00Z' })],
    ['exemptions[0].expiresAt', exemption({ expiresAt: '2030-02-03' })],
    ['exemptions[0].expiresAt', exemption({ expiresAt: '0000-06-01T00:00:00Z' })],
    ['exemptions[0].expiresAt', exemption({ expiresAt: '9999-12-31T23:59:59-01:00' })],
  ])('is refused at %s', async (path, document) => {
    const faults = await faultsOf({ version: 1, ...(document as object) })
    expect(faults.map((fault) => fault.path)).toEqual([path])
  })

  test.each([null, 1, 'x', [], undefined])('is refused where it is no object: %j', async (document) => {
    expect(await faultsOf(document)).toHaveLength(1)
  })

  test('is refused with every fault named, in the order of the lists', async () => {
    const faults = await faultsOf({
      version: 1,
      users: [{ id: 2, name: '' }, {}],
      publishers: [{ id: '3', x: 1, y: 2 }],
    })
    expect(faults.map(({ path }) => path)).toEqual([
      'publishers[0].name',
      'publishers[0].x',
      'publishers[0].y',
      'users[0].id',
      'users[0].name',
      'users[1].id',
      'users[1].name',
    ])
  })

  test('is refused with a thousand faults, however many there are', async () => {
    const users = Array.from({ length: 200_000 }, (_, nth) => ({ id: nth, name: '' }))
    const faults = await faultsOf({ version: 1, users })
    expect(faults).toHaveLength(1000)
    expect(faults.at(-1)?.path).toBe('users[499].name')
  })

  test('is refused where it tries to reach a prototype, and reaches none', async () => {
    const rows = '{"version":1,"users":[{"__proto__":{"id":"1"},"name":"U"}]}'
    expect((await faultsOf(JSON.parse(rows))).map(({ path }) => path)).toEqual(['users[0].id', 'users[0].__proto__'])
    const outer = '{"version":1,"__proto__":{"users":[]},"constructor":{"prototype":{}}}'
    expect((await faultsOf(JSON.parse(outer))).map(({ path }) => path)).toEqual(['__proto__', 'constructor'])
    expect(({} as Record<string, unknown>).users).toBeUndefined()
  })
})

describe('a duplicate within the document', () => {
  const scope = { feature: 'x', scopeType: 'section', scopeId: '1' }
  test.each<[string, unknown]>([
    [
      'publishers[1].id',
      {
        publishers: [
          { id: '1', name: 'A' },
          { id: '1', name: 'B' },
        ],
      },
    ],
    ['authors[2].id', { authors: ['1', '2', '1'].map((id) => ({ id, name: 'A' })) }],
    ['users[1].id', { users: ['__proto__', '__proto__'].map((id) => ({ id, name: 'A' })) }],
    ['features[1].name', { features: [{ name: 'x' }, { name: 'x', description: 'd' }] }],
    ['scopeStates[1]', { scopeStates: [scope, { ...scope }] }],
    [
      'rollouts[1]',
      { rollouts: ['off', 'full'].map((stage) => ({ feature: 'x', scopeType: 'global', scopeId: null, stage })) },
    ],
    [
      'exemptions[1]',
      { exemptions: ['deny', 'force_enable'].map((effect) => ({ feature: 'x', publisherId: '3', effect })) },
    ],
  ])('is refused at %s', async (path, document) => {
    const faults = await faultsOf({ version: 1, ...(document as object) })
    expect(faults.map((fault) => fault.path)).toEqual([path])
    expect(faults[0]?.message).toMatch(/^a duplicate of \w+\[0\]$/)
  })

  test('is none where rows differ in a part of what names them', async () => {
    const scopeStates = [
      scope,
      { ...scope, scopeType: 'project' },
      { ...scope, scopeId: '2' },
      { ...scope, feature: 'X' },
    ]
    expect((await parseDocument({ version: 1, scopeStates })).scopeStates).toHaveLength(4)
    const users = ['a', 'A', 'a ', 'á', 'a\u0301'].map((id) => ({ id, name: 'U' }))
    expect((await parseDocument({ version: 1, users })).users).toHaveLength(5)
  })
})

describe('the reason of an import', () => {
  test('is trimmed, and none where it is absent', () => {
    expect(parseReason('  moving over ')).toBe('moving over')
    expect(parseReason(undefined)).toBeNull()
  })

  test.each(['', '  ', 'x'.repeat(2001), 'a\u0007'])('is refused where it is no note', async (reason) => {
    const refused = await refusal((async () => parseReason(reason))())
    expect(refused).toMatchObject({ code: 'invalid_request', faults: [{ path: 'reason' }] })
  })
})
