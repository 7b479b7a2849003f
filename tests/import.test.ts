import { describe, expect, test } from 'vitest'
import type { Principal } from '@/lib/auth/permissions'
import { importState } from '@/lib/changes/import-state'
import { CONSOLE_POOL, createPool } from '@/lib/db/pool'
import { type Aviary, migratedDatabases, refusal } from './support/import'
import { EXAMPLE, everything, NAMES } from './support/import-example'
import { SYSTEM_ADMIN } from './support/principals'

const { fresh } = migratedDatabases()

describe('an import', () => {
  test('writes every list, and names what it created', async () => {
    const aviary = await fresh()
    const plan = await aviary.load(EXAMPLE, { reason: 'moving over' })
    expect(plan).toMatchObject({ dryRun: false, created: { count: 9, names: NAMES }, faults: [] })
    expect(plan.started).toEqual({ count: 1, names: ['rollout x global'] })
    expect([plan.changed.count, plan.unchanged.count, plan.refused.count]).toEqual([0, 0, 0])
    expect(await aviary.rows('SELECT * FROM sections')).toEqual([
      { id: '77', title: 'Chem 101, fall', base_project_id: '12', publisher_id: '3' },
    ])
    expect(await aviary.rows('SELECT * FROM users')).toEqual([
      { id: '1042', email: null, name: 'U', is_internal: false },
    ])
  })

  test('raises the revision by one, and says which it was', async () => {
    const aviary = await fresh()
    const before = await aviary.revision()
    const plan = await aviary.load(EXAMPLE, { reason: 'moving over' })
    expect(await aviary.revision()).toBe(before + 1)
    expect(plan.revision).toBe(before + 1)
  })

  test('writes one audit entry a fact, and one for itself, that share its id', async () => {
    const aviary = await fresh()
    const plan = await aviary.load(EXAMPLE, { reason: ' moving over ' })
    const entries = await aviary.rows('SELECT * FROM audit_events ORDER BY id')
    expect(entries.map(({ action }) => action).sort()).toEqual(
      ['author.added', 'exemption.added', 'feature.added', 'import', 'import_start', 'scope.added'].sort(),
    )
    for (const entry of entries) {
      expect(entry).toMatchObject({
        import_id: plan.importId,
        note: 'moving over',
        request_id: 'req-1',
        actor_kind: 'console_user',
        actor_id: 'u1',
        actor_name: 'Root',
        revision: String(plan.revision),
      })
    }
    const own = entries.find(({ action }) => action === 'import')
    expect(own?.after).toEqual({ created: 9, changed: 0, unchanged: 0, started: 1 })
  })

  test('made again changes nothing: no revision, no audit entry', async () => {
    const aviary = await fresh()
    await aviary.load(EXAMPLE, { reason: 'moving over' })
    const before = await everything(aviary)
    const plan = await aviary.load(EXAMPLE)
    expect(plan).toMatchObject({ dryRun: false, importId: null, revision: null, unchanged: { count: 9, names: NAMES } })
    expect([plan.created.count, plan.changed.count]).toEqual([0, 0])
    expect(await everything(aviary)).toBe(before)
  })

  test('leaves as it is what is absent', async () => {
    const aviary = await fresh()
    await aviary.load(EXAMPLE, { reason: 'moving over' })
    const plan = await aviary.load({
      projects: [{ id: '12', title: 'Chemistry' }],
      sections: [{ id: '77', title: 'Chem 101, spring' }],
      authors: [{ id: '1', name: 'A' }],
      features: [{ name: 'x' }],
      exemptions: [{ feature: 'x', publisherId: '3' }],
    })
    expect(plan).toMatchObject({ changed: { count: 1, names: ['section 77'] }, unchanged: { count: 4 } })
    const [section] = await aviary.rows('SELECT * FROM sections')
    expect(section).toEqual({ id: '77', title: 'Chem 101, spring', base_project_id: '12', publisher_id: '3' })
    const [author] = await aviary.rows('SELECT * FROM authors')
    expect(author).toMatchObject({ email: 'a@example.edu', is_internal: true })
  })

  test('gives a new row what is absent: not internal, scoped_only, no e-mail, no project', async () => {
    const aviary = await fresh()
    await aviary.load({
      sections: [{ id: '1', title: 'Alone' }],
      authors: [{ id: '1', name: 'A' }],
      features: [{ name: 'x', description: 'd', contexts: ['delivery', 'authoring'] }],
    })
    expect(await aviary.rows('SELECT * FROM sections')).toMatchObject([{ base_project_id: null, publisher_id: null }])
    expect(await aviary.rows('SELECT * FROM authors')).toMatchObject([{ email: null, is_internal: false }])
    expect(await aviary.rows('SELECT * FROM features')).toMatchObject([
      { contexts: 'both', rollout_mode: 'scoped_only' },
    ])
  })

  test('sets a field to null where the document says so', async () => {
    const aviary = await fresh()
    await aviary.load(EXAMPLE, { reason: 'moving over' })
    await aviary.load({
      sections: [{ id: '77', title: 'Chem 101, fall', projectId: null, publisherId: null }],
      authors: [{ id: '1', name: 'A', email: null }],
    })
    expect(await aviary.rows('SELECT * FROM sections')).toMatchObject([{ base_project_id: null, publisher_id: null }])
    expect(await aviary.rows('SELECT email FROM authors')).toEqual([{ email: null }])
  })

  test('deletes nothing', async () => {
    const aviary = await fresh()
    await aviary.load(EXAMPLE, { reason: 'moving over' })
    const before = await everything(aviary)
    await aviary.load({ users: [], features: [] })
    expect(await everything(aviary)).toBe(before)
  })

  test('keeps milliseconds and the offset of an instant, and the lines of a note', async () => {
    const aviary = await fresh()
    const expiresAt = '2031-05-01T02:00:00.125+02:00'
    const exemption = { feature: 'x', publisherId: '3', effect: 'deny' as const, note: ' two\nlines ', expiresAt }
    await aviary.load({ ...EXAMPLE, exemptions: [exemption] }, { reason: 'moving over' })
    const [row] = await aviary.rows('SELECT expires_at, note FROM scoped_feature_exemptions')
    expect(row).toEqual({ expires_at: new Date('2031-05-01T00:00:00.125Z'), note: 'two\nlines' })
    expect(await aviary.load({ exemptions: [exemption] })).toMatchObject({ changed: { count: 0 } })
  })

  test('lets two authors of one document exchange their e-mail addresses', async () => {
    const aviary = await fresh()
    await aviary.load({ authors: ['a', 'b'].map((id) => ({ id, name: id, email: `${id}@example.edu` })) })
    const exchanged = [
      { id: 'a', name: 'a', email: 'B@example.edu' },
      { id: 'b', name: 'b', email: 'c@example.edu' },
      { id: 'c', name: 'c', email: 'a@example.edu' },
    ]
    await aviary.load({ authors: exchanged })
    expect(await aviary.rows('SELECT id, name, email FROM authors ORDER BY id')).toEqual(exchanged)
  })

  test('audits an internal flag that it turns, and no other change of an account', async () => {
    const aviary = await fresh()
    await aviary.load({ users: ['1', '2'].map((id) => ({ id, name: 'U' })) })
    await aviary.load({
      users: [
        { id: '1', name: 'V' },
        { id: '2', name: 'U', isInternal: true },
      ],
    })
    const entries = await aviary.rows(
      `SELECT action, scope_id, before, after FROM audit_events WHERE action <> 'import'`,
    )
    expect(entries).toEqual([
      { action: 'user.changed', scope_id: '2', before: { isInternal: false }, after: { isInternal: true } },
    ])
  })

  test('names the first hundred of each list only', async () => {
    const aviary = await fresh()
    const users = Array.from({ length: 150 }, (_, nth) => ({ id: `${nth}`, name: 'U' }))
    const { created } = await aviary.load({ publishers: EXAMPLE.publishers, users })
    expect(created.count).toBe(151)
    expect(created.names).toEqual(['publisher 3', ...users.slice(0, 99).map(({ id }) => `user ${id}`)])
  })
})

describe('a dry run', () => {
  test('answers the plan and writes nothing', async () => {
    const aviary = await fresh()
    const before = await everything(aviary)
    const plan = await aviary.load(EXAMPLE, { dryRun: true, reason: 'moving over' })
    expect(plan).toMatchObject({ dryRun: true, importId: null, revision: null, created: { count: 9, names: NAMES } })
    expect(plan.started.names).toEqual(['rollout x global'])
    expect(await everything(aviary)).toBe(before)
  })

  test('answers with the faults that would refuse the import', async () => {
    const aviary = await fresh()
    const plan = await aviary.load({ ...EXAMPLE, publishers: [] }, { dryRun: true })
    expect(plan.faults.map(({ path, code }) => [path, code])).toEqual([
      ['projects[0].publisherId', 'publisher_not_found'],
      ['sections[0].publisherId', 'publisher_not_found'],
      ['rollouts[0].stage', 'reason_required'],
      ['exemptions[0].publisherId', 'publisher_not_found'],
    ])
    expect(plan.refused).toEqual({
      count: 4,
      names: ['project 12', 'section 77', 'rollout x global', 'exemption x publisher 3'],
    })
    expect(plan.created.count).toBe(4)
  })

  test('refuses a malformed document all the same', async () => {
    const aviary = await fresh()
    const refused = await aviary.refuse({ users: [{ id: 1, name: 'U' }] }, { dryRun: true })
    expect(refused.code).toBe('invalid_request')
  })
})

describe('a principal without the permission', () => {
  const refused: Principal[] = [
    { kind: 'console_user', id: 'u2', name: 'Help', role: 'support' },
    { kind: 'api_key', id: 'k1', name: 'App', scopes: ['decide'] },
  ]
  test.each(refused)('may neither import nor plan one: $name', async (principal) => {
    const aviary = await fresh()
    const context = { pool: aviary.pool, principal, requestId: 'r' }
    for (const dryRun of [true, false]) {
      expect(await refusal(importState(context, { nonsense: true }, { dryRun }))).toMatchObject({ code: 'forbidden' })
    }
  })
})

describe('an import larger than the time that others may be kept waiting', () => {
  test('is refused, and nothing is written', async () => {
    const aviary = await fresh()
    const before = await everything(aviary)
    const features = Array.from({ length: 3000 }, (_, nth) => ({
      name: `f${nth}`,
      description: 'd',
      contexts: ['both' as const],
    }))
    const refused = await aviary.refuse({ features }, { lockBudgetMs: 1 })
    expect(refused).toMatchObject({ code: 'import_refused', faults: [{ path: '', code: 'import_too_large' }] })
    expect(await everything(aviary)).toBe(before)
  })
})

describe('an import whose connection is lost', () => {
  test('leaves nothing, and neither the process nor the next import suffers', async () => {
    const aviary = await fresh()
    const blocker = createPool(aviary.url, CONSOLE_POOL, () => undefined)
    const holder = await blocker.connect()
    await holder.query('BEGIN')
    await holder.query('SELECT next_revision()')
    const before = await everything(aviary)
    const running = importState(
      { pool: aviary.pool, principal: SYSTEM_ADMIN, requestId: 'r' },
      { version: 1, ...EXAMPLE },
      { dryRun: false, reason: 'r' },
    )
    const outcome = expect(running).rejects.toThrow()
    await expect.poll(() => waiting(aviary), { timeout: 10_000 }).toBe(1)
    await aviary.rows(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
    )
    await outcome
    await holder.query('ROLLBACK')
    holder.release()
    await blocker.end()
    expect(await everything(aviary)).toBe(before)
    expect(await aviary.load(EXAMPLE, { reason: 'again' })).toMatchObject({ created: { count: 9 } })
  })
})

async function waiting(aviary: Aviary): Promise<number> {
  const rows = await aviary.rows(
    `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
  )
  return rows.length
}
