import { describe, expect, test } from 'vitest'
import { changeDirectory } from '@/lib/changes/change-directory'
import { removeFromDirectory } from '@/lib/changes/remove-from-directory'
import { serveApi } from './support/api'
import { migratedDatabases } from './support/import'
import { ADMIN_KEY, DECIDE_KEY, OPERATOR, SUPPORT, SYSTEM_ADMIN } from './support/principals'

const { shared } = migratedDatabases()

const aviary = shared(async (database) => {
  await database.load(
    {
      publishers: ['press', 'other', 'free', 'named'].map((id) => ({ id, name: id })),
      projects: [
        { id: 'p/1', title: 'Chemistry', publisherId: 'press' },
        { id: 'p2', title: 'Biology', publisherId: 'press' },
        { id: 'moving', title: 'Physics', publisherId: 'press' },
      ],
      sections: [
        { id: 's1', title: 'Chem 101', projectId: 'p/1', publisherId: 'press' },
        { id: 's2', title: 'Chem 102', projectId: null, publisherId: 'other' },
      ],
      authors: [
        { id: '1', name: 'Ada', email: 'ada@example.edu', isInternal: true },
        { id: '2', name: 'Berta', email: 'berta@example.edu' },
        { id: '3', name: 'Carla' },
      ],
      users: [{ id: '1', name: 'Ulla Unique', email: 'ulla@example.edu', isInternal: true }],
      features: [{ name: 'f', description: 'A feature', contexts: ['both'], rolloutMode: 'canary' }],
      scopeStates: [{ feature: 'f', scopeType: 'section', scopeId: 's1' }],
      rollouts: [{ feature: 'f', scopeType: 'section', scopeId: 's1', stage: 'off' }],
      exemptions: [{ feature: 'f', publisherId: 'other', effect: 'deny', note: 'contract' }],
    },
    { reason: 'A start' },
  )
  await database.rows(
    `INSERT INTO console_users (id, email, name, role, author_id)
     VALUES ('00000000-0000-4000-8000-000000000001', 'carla@example.edu', 'Carla', 'support', '3')`,
  )
})
const api = serveApi(aviary)

const ask = (method: string, path: string, body?: unknown) =>
  api().ask(method, `/api/v1${path}`, body === undefined ? {} : { body })

describe('a directory field', () => {
  test('is changed where it is given, and the rest stays', async () => {
    expect(await ask('PATCH', '/publishers/named', { name: 'Named Press' })).toMatchObject({
      status: 200,
      body: { id: 'named', name: 'Named Press', changed: true },
    })
    expect(await ask('PATCH', `/projects/${encodeURIComponent('p/1')}`, { title: 'Chemistry II' })).toMatchObject({
      status: 200,
      body: { id: 'p/1', title: 'Chemistry II', publisherId: 'press', changed: true },
    })
    expect(await ask('PATCH', '/sections/s2', { title: 'Chem 103', projectId: 'p2' })).toMatchObject({
      status: 200,
      body: { id: 's2', title: 'Chem 103', projectId: 'p2', publisherId: 'other', changed: true },
    })
    expect(await ask('PATCH', '/sections/s2', { projectId: null })).toMatchObject({ body: { projectId: null } })
    expect(await ask('PATCH', '/accounts/author/2', { name: 'Berta B.', email: null })).toMatchObject({
      status: 200,
      body: { type: 'author', id: '2', name: 'Berta B.', email: null, isInternal: false, changed: true },
    })
  })

  test('that decides where a stage comes from raises the revision, and a name does not', async () => {
    const before = await aviary().revision()
    const named = await ask('PATCH', '/projects/moving', { title: 'Physics II' })
    expect([named.body.changed, await aviary().revision()]).toEqual([true, before])
    const moved = await ask('PATCH', '/projects/moving', { publisherId: 'other' })
    expect([moved.headers.get('x-aviary-revision'), await aviary().revision()]).toEqual([`${before + 1}`, before + 1])
  })

  test('given as it is changes nothing', async () => {
    const before = await aviary().revision()
    expect(await ask('PATCH', '/sections/s1', { projectId: 'p/1', title: 'Chem 101' })).toMatchObject({
      body: { changed: false },
    })
    expect(await ask('PATCH', '/sections/s1', {})).toMatchObject({ body: { changed: false } })
    expect(await aviary().revision()).toBe(before)
  })

  test.each([
    ['/projects/p2', { publisherId: 'nobody' }, 404, 'publisher_not_found', 'publisherId'],
    ['/sections/s1', { projectId: 'nowhere' }, 404, 'place_not_found', 'projectId'],
    ['/sections/nowhere', { title: 't' }, 404, 'place_not_found', undefined],
    ['/publishers/nobody', { name: 'n' }, 404, 'publisher_not_found', undefined],
    ['/accounts/user/nobody', { name: 'n' }, 404, 'account_not_found', undefined],
    ['/accounts/author/2', { email: 'ADA@example.edu' }, 400, 'invalid_request', 'email'],
    ['/accounts/user/1', { isInternal: false }, 400, 'invalid_request', 'isInternal'],
    ['/accounts/user/1', { id: '2' }, 400, 'invalid_request', 'id'],
    ['/projects/p2', { title: '' }, 400, 'invalid_request', 'title'],
    ['/projects/p2', { title: 'a\u0000' }, 400, 'invalid_request', 'title'],
  ])('is refused where it can not be: %s %j', async (path, body, status, code, field) => {
    const answer = await ask('PATCH', path, body)
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code })
    expect(answer.body.errors?.[0]?.path).toBe(field)
  })
})

describe('a row of the directory', () => {
  test('that something hangs on stays, and what hangs is named', async () => {
    expect(await ask('DELETE', `/projects/${encodeURIComponent('p/1')}`)).toMatchObject({
      status: 409,
      body: { code: 'in_use', hangs: [{ kind: 'section', count: 1, first: ['s1'] }] },
    })
    expect(await ask('DELETE', '/sections/s1')).toMatchObject({
      status: 409,
      body: {
        code: 'in_use',
        detail: 'The section can not be removed while this hangs on it: 1 opt-in, 1 stage.',
        hangs: [
          { kind: 'opt-in', count: 1, first: ['f'] },
          { kind: 'stage', count: 1, first: ['f'] },
        ],
      },
    })
    expect((await ask('DELETE', '/publishers/other')).body.hangs.map(({ kind }: { kind: string }) => kind)).toEqual([
      'project',
      'section',
      'exemption',
    ])
    expect(await ask('DELETE', '/accounts/author/3')).toMatchObject({
      status: 409,
      body: { hangs: [{ kind: 'console user', count: 1 }] },
    })
    expect(await aviary().rows(`SELECT FROM projects WHERE id = 'p/1'`)).toHaveLength(1)
  })

  test('that nothing hangs on is removed, once', async () => {
    for (const [kind, path] of [
      ['publisher', '/publishers/free'],
      ['section', '/sections/s2'],
      ['project', '/projects/p2'],
    ]) {
      expect(await ask('DELETE', path ?? '')).toMatchObject({ status: 200, body: { kind, removed: true } })
      expect((await ask('DELETE', path ?? '')).status).toBe(404)
    }
  })

  test('that was an account leaves its id in the trail and its name nowhere', async () => {
    await api().ask('PUT', '/api/v1/accounts/user/1/internal', { body: { isInternal: false, note: 'Leaves' } })
    await api().ask('PUT', '/api/v1/accounts/user/1/internal', { body: { isInternal: true, note: 'Is back' } })
    expect(await ask('DELETE', '/accounts/user/1')).toMatchObject({
      status: 200,
      body: { kind: 'user', id: '1', removed: true },
    })
    const trail = await aviary().rows(
      `SELECT action, before, after FROM audit_events WHERE scope_type = 'user' AND scope_id = '1' ORDER BY id DESC LIMIT 1`,
    )
    expect(trail).toEqual([{ action: 'user.removed', before: { isInternal: true }, after: null }])
    const tables = await aviary().rows(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'`,
    )
    expect(tables.length).toBeGreaterThan(10)
    for (const { name } of tables) {
      const found = await aviary().rows(`SELECT FROM "${name}" t WHERE t::text ~* 'ulla'`)
      expect({ name, found: found.length }).toEqual({ name, found: 0 })
    }
  })
})

describe('the directory is changed by whom decision.md lets:', () => {
  test.each([
    ['a command', OPERATOR, 'account_not_found'],
    ['a system admin', SYSTEM_ADMIN, 'account_not_found'],
    ['an admin key', ADMIN_KEY, 'account_not_found'],
    ['support', SUPPORT, 'forbidden'],
    ['an app', DECIDE_KEY, 'forbidden'],
  ])('%s', async (_who, principal, outcome) => {
    const context = { pool: aviary().pool, principal, requestId: 'test' }
    const target = { kind: 'user', id: 'nobody' } as const
    await expect(changeDirectory(context, target, { name: 'n' })).rejects.toMatchObject({ code: outcome })
    await expect(removeFromDirectory(context, target)).rejects.toMatchObject({ code: outcome })
  })
})

test('an import that is refused says of each fault where it is, what it is, and its code', async () => {
  const body = { version: 1, sections: [{ id: 'astray', title: 'Astray', publisherId: 'nobody' }] }
  expect(await api().ask('POST', '/api/v1/import', { body })).toMatchObject({
    status: 422,
    body: { code: 'import_refused', errors: [{ path: 'sections[0].publisherId', code: expect.any(String) }] },
  })
})
