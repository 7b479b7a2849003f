import { describe, expect, test } from 'vitest'
import { listAccounts } from '@/lib/queries/list-accounts'
import { readAccountReach } from '@/lib/queries/read-account-reach'
import { serveApi } from './support/api'
import { migratedDatabases } from './support/import'
import { ADMIN_KEY, DECIDE_KEY, OPERATOR, SUPPORT, SYSTEM_ADMIN } from './support/principals'

const { shared } = migratedDatabases()

const NAMES = [
  ['u1', 'Ada Lovelace', 'ada@example.edu'],
  ['u2', 'Adam Berg', null],
  ['u3', 'Maria Ada', 'm.ada@example.edu'],
  ['u4', 'Émilie Noether', 'noether@example.edu'],
  ['u5', 'Жанна Петрова', 'zhanna@example.edu'],
  ['u6', '100% Sure_Thing', 'a_b@example.edu'],
  ['ada', 'Zoe', null],
] as const

describe('accounts', () => {
  const aviary = shared((database) =>
    database.load({
      authors: [{ id: 'u1', name: 'Ada Author', email: 'author@example.edu', isInternal: true }],
      users: [
        ...NAMES.map(([id, name, email]) => ({ id, name, email })),
        ...Array.from({ length: 120 }, (_, nth) => ({
          id: `n${String(nth).padStart(3, '0')}`,
          name: `Noname ${nth % 3}`,
          email: `n${nth}@other.edu`,
          isInternal: nth % 40 === 0,
        })),
      ],
    }),
  )
  const api = serveApi(aviary)
  const list = (query: Record<string, string>) => api().ask('GET', `/api/v1/accounts?${new URLSearchParams(query)}`)
  const found = async (query: Record<string, string>) =>
    (await list(query)).body.items.map(({ type, id }: { type: string; id: string }) => `${type} ${id}`)

  test('are found as one types: by id, by name, by address, then by what is anywhere in them', async () => {
    expect(await found({ q: 'ada' })).toEqual(['user ada', 'author u1', 'user u1', 'user u2', 'user u3'])
    expect(await found({ q: 'a' })).toEqual(['user ada', 'author u1', 'user u1', 'user u2', 'user u6'])
    expect(await found({ q: 'ADA L' })).toEqual(['user u1'])
    expect(await found({ q: 'm.ada@' })).toEqual(['user u3'])
    expect(await found({ q: 'lovelace  ada' })).toEqual(['user u1'])
    expect(await found({ q: 'ovel' })).toEqual(['user u1'])
    expect(await found({ q: 'lovelacexample' })).toEqual([])
    expect(await found({ q: 'ada@example.edu' })).toEqual(['user u1', 'user u3'])
    expect(await found({ q: 'nobody' })).toEqual([])
  })

  test('are found whatever case letters outside ASCII are typed in', async () => {
    for (const q of ['é', 'émilie', 'ÉMILIE', 'Émilie n']) expect(await found({ q })).toEqual(['user u4'])
    for (const q of ['Ж', 'жанна', 'ЖАННА П', 'жанна петрова']) expect(await found({ q })).toEqual(['user u5'])
  })

  test('are searched for by text, not by pattern', async () => {
    expect(await found({ q: '%' })).toEqual([])
    expect(await found({ q: '_' })).toEqual([])
    expect(await found({ q: '\\' })).toEqual([])
    expect(await found({ q: '100%' })).toEqual(['user u6'])
    expect(await found({ q: 'sure_thing' })).toEqual(['user u6'])
    expect(await found({ q: 'sure.thing' })).toEqual([])
    expect(await found({ q: "o'; DROP TABLE users" })).toEqual([])
  })

  test('are narrowed by type and by internal flag', async () => {
    expect(await found({ q: 'ada', type: 'author' })).toEqual(['author u1'])
    expect(await found({ q: 'ada', internal: 'true' })).toEqual(['author u1'])
    expect(await found({ q: 'ada', internal: 'false', type: 'user' })).toEqual([
      'user ada',
      'user u1',
      'user u2',
      'user u3',
    ])
    expect(await found({ internal: 'true' })).toEqual(['author u1', 'user n000', 'user n040', 'user n080'])
    expect(await found({ internal: 'true', q: 'other' })).toEqual(['user n000', 'user n040', 'user n080'])
  })

  test.each([
    [{}],
    [{ q: '' }],
    [{ q: 'n' }],
    [{ q: 'noname' }],
    [{ q: 'other.edu' }],
    [{ q: 'example' }],
    [{ q: 'internal', internal: 'false' }],
    [{ internal: 'false' }],
  ] as Record<string, string>[][])('come page by page, each once, in one order: %j', async (query) => {
    const whole = await found({ ...query, limit: '200' })
    const paged: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const { body } = await list({ ...query, limit: '7', ...(cursor && { cursor }) })
      expect(body.items.length).toBeLessThanOrEqual(7)
      paged.push(...body.items.map(({ type, id }: { type: string; id: string }) => `${type} ${id}`))
      cursor = body.nextCursor
    }
    expect(paged).toEqual(whole)
    expect(new Set(whole).size).toBe(whole.length)
  })

  test.each([
    [{ cursor: 'nonsense' }, 'cursor'],
    [{ cursor: Buffer.from('[0,"\\u0000","x"]').toString('base64url') }, 'cursor'],
    [{ limit: '201' }, 'limit'],
    [{ q: 'a\u0000' }, 'q'],
    [{ q: 'x'.repeat(256) }, 'q'],
    [{ type: 'robot' }, 'type'],
    [{ internal: 'yes' }, 'internal'],
    [{ name: 'x' }, 'name'],
  ] as [Record<string, string>, string][])('are not listed for a query that is wrong: %j', async (query, path) => {
    expect(await list(query)).toMatchObject({ status: 400, body: { code: 'invalid_request', errors: [{ path }] } })
  })

  test.each([
    ['a command', OPERATOR, true],
    ['a system admin', SYSTEM_ADMIN, true],
    ['an admin key', ADMIN_KEY, true],
    ['support', SUPPORT, true],
    ['an app', DECIDE_KEY, false],
  ])('are read by whom decision.md lets: %s', async (_who, principal, mayRead) => {
    const context = { pool: aviary().pool, principal }
    const outcomes = await Promise.allSettled([
      listAccounts(context, { limit: 1 }),
      readAccountReach(context, { type: 'user', id: 'u1' }, { limit: 1 }),
    ])
    for (const outcome of outcomes)
      expect(outcome).toMatchObject(mayRead ? { status: 'fulfilled' } : { reason: { code: 'forbidden' } })
  })
})

describe('what an account can reach', () => {
  const STAGES = ['off', 'internal_only', 'five_percent', 'fifty_percent', 'full'] as const
  const PROJECTS = 12
  const SECTIONS = 60
  const features = ['alpha', 'beta', 'gamma', 'plain', 'unused'].map((name) => ({
    name,
    description: 'A feature',
    contexts: ['both' as const],
    rolloutMode: name === 'plain' ? ('scoped_only' as const) : ('canary' as const),
  }))
  const rolloutAt = (feature: string, scopeType: 'project' | 'section', nth: number, stage: number) => ({
    feature,
    scopeType,
    scopeId: `${scopeType[0]}${nth}`,
    stage: STAGES[stage % 5] ?? 'off',
  })
  const used = features.slice(0, 4).map(({ name }) => name)
  const numbers = (count: number) => Array.from({ length: count }, (_, nth) => nth)

  const aviary = shared((database) =>
    database.load(
      {
        publishers: ['plain', 'denied', 'forced', 'expired'].map((id) => ({ id, name: id })),
        projects: numbers(PROJECTS).map((nth) => ({
          id: `p${nth}`,
          title: `P ${nth}`,
          publisherId: [null, 'plain', 'denied', 'forced', 'expired'][nth % 5] ?? null,
        })),
        sections: numbers(SECTIONS).map((nth) => ({
          id: `s${nth}`,
          title: `S ${nth}`,
          projectId: nth % 6 === 0 ? null : `p${nth % PROJECTS}`,
          publisherId: ['plain', 'denied', 'forced', 'expired', null][nth % 5] ?? null,
        })),
        authors: [{ id: '1', name: 'Author', isInternal: true }],
        users: ['1', '2', '3', '4', '5', '6'].map((id) => ({ id, name: id })),
        features,
        scopeStates: used.flatMap((feature, step) => [
          ...numbers(PROJECTS).flatMap((nth) =>
            (nth + step) % 3 > 0 ? [{ feature, scopeType: 'project' as const, scopeId: `p${nth}` }] : [],
          ),
          ...numbers(SECTIONS).flatMap((nth) =>
            (nth + step) % 4 > 0 ? [{ feature, scopeType: 'section' as const, scopeId: `s${nth}` }] : [],
          ),
        ]),
        rollouts: ['alpha', 'beta'].flatMap((feature, step) => [
          { feature, scopeType: 'global' as const, scopeId: null, stage: STAGES[3 - step] ?? ('off' as const) },
          ...numbers(PROJECTS).flatMap((nth) =>
            nth % 4 === 0 ? [rolloutAt(feature, 'project', nth, nth + step)] : [],
          ),
          ...numbers(SECTIONS).flatMap((nth) =>
            nth % 7 === 0 ? [rolloutAt(feature, 'section', nth, nth + step)] : [],
          ),
        ]),
        exemptions: ['alpha', 'gamma'].flatMap((feature) => [
          { feature, publisherId: 'denied', effect: 'deny' as const, note: 'n' },
          { feature, publisherId: 'forced', effect: 'force_enable' as const, note: 'n' },
          { feature, publisherId: 'expired', effect: 'deny' as const, note: 'n', expiresAt: '2020-01-01T00:00:00Z' },
        ]),
      },
      { reason: 'A start' },
    ),
  )
  const api = serveApi(aviary)

  interface Counted {
    allowed: number
    reasons: Record<string, number>
  }

  /** The same, asked of the decisions one resource at a time. */
  async function decided(actor: { type: string; id: string }): Promise<Map<string, Counted>> {
    const counts = new Map<string, Counted>(features.map(({ name }) => [name, { allowed: 0, reasons: {} }]))
    const places = [
      ...numbers(PROJECTS).map((nth) => ({ type: 'project', id: `p${nth}` })),
      ...numbers(SECTIONS).map((nth) => ({ type: 'section', id: `s${nth}` })),
    ]
    for (const resource of places) {
      const { body } = await api().ask('POST', '/api/decisions', { body: { actor, resource } })
      for (const { feature, reason, result } of body.decisions) {
        const counted = counts.get(feature)
        if (counted === undefined || reason === 'scope_disabled') continue
        counted.reasons[reason] = (counted.reasons[reason] ?? 0) + 1
        if (result) counted.allowed++
      }
    }
    return counts
  }

  test.each([
    ['author', '1'],
    ['user', '1'],
    ['user', '2'],
    ['user', '3'],
    ['user', '4'],
  ])('is what the decisions say of every opted-in resource: %s %s', async (type, id) => {
    const { body } = await api().ask('GET', `/api/v1/accounts/${type}/${id}`)
    const expected = await decided({ type, id })
    expect(body.reach.items.map(({ feature }: { feature: string }) => feature)).toEqual([...expected.keys()])
    for (const { feature, allowed, reasons } of body.reach.items) {
      const counts: Record<string, number> = {}
      for (const { reason, resources } of reasons)
        counts[reason] = (counts[reason] ?? 0) + resources.projects + resources.sections
      expect({ feature, allowed: allowed.projects + allowed.sections, reasons: counts }).toEqual({
        feature,
        ...expected.get(feature),
      })
    }
  })

  test('says where in the cohort it is, and why it is where it is', async () => {
    const { body } = await api().ask('GET', '/api/v1/accounts/user/2')
    expect(body.account).toEqual({ type: 'user', id: '2', name: '2', email: null, isInternal: false })
    const [alpha, , , plain, unused] = body.reach.items
    expect(alpha.cohort).toEqual({ fivePercent: alpha.bucket < 5, fiftyPercent: alpha.bucket < 50 })
    expect(plain).toMatchObject({
      mode: 'scoped_only',
      bucket: null,
      cohort: null,
      reasons: [{ reason: 'enabled', stage: 'full' }],
    })
    expect(unused).toMatchObject({ optedIn: { projects: 0, sections: 0 }, reasons: [] })
    for (const { reason, example } of alpha.reasons) {
      const asked = { feature: 'alpha', actor: { type: 'user', id: '2' }, resource: example }
      expect((await api().ask('POST', '/api/decision', { body: asked })).body.reason).toBe(reason)
    }
  })

  test('comes feature by feature, in pages', async () => {
    const first = await api().ask('GET', '/api/v1/accounts/user/2?limit=2')
    const cursor = encodeURIComponent(first.body.reach.nextCursor)
    const second = await api().ask('GET', `/api/v1/accounts/user/2?limit=3&cursor=${cursor}`)
    const names = [first, second].flatMap(({ body }) =>
      body.reach.items.map(({ feature }: { feature: string }) => feature),
    )
    expect(names).toEqual(['alpha', 'beta', 'gamma', 'plain', 'unused'])
    expect(second.body.reach.nextCursor).toBeNull()
  })

  test('is nothing for who is not in the directory', async () => {
    expect(await api().ask('GET', '/api/v1/accounts/user/nobody')).toMatchObject({
      status: 404,
      body: { code: 'account_not_found' },
    })
  })
})
