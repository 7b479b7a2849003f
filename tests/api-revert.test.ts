import { describe, expect, test } from 'vitest'
import { changePolicy } from '@/lib/changes/change-policy'
import { revertEntry } from '@/lib/changes/revert-entry'
import { serveApi } from './support/api'
import { migratedDatabases } from './support/import'
import { EXAMPLE } from './support/import-example'
import { DECIDE_KEY, SUPPORT, SYSTEM_ADMIN } from './support/principals'
import { presentFacts, replayedFacts } from './support/trail'

const { shared } = migratedDatabases()
const aviary = shared(async (fresh) => {
  await fresh.load({ ...EXAMPLE, rollouts: [], exemptions: [], scopeStates: [] }, { reason: 'moving over' })
})
const api = serveApi(aviary)
const X = '/api/v1/features/x'

const lastId = async () => Number((await aviary().rows('SELECT max(id) AS id FROM audit_events'))[0]?.id)
const revert = (id: number, body: object | undefined = undefined, key = api().adminKey) =>
  api().ask('POST', `/api/v1/audit/${id}/revert`, { body, key })

/** Makes a change that must succeed, and says which entry it wrote last. */
async function change(method: string, path: string, body: object): Promise<number> {
  const { status, body: answer } = await api().ask(method, path, { body })
  expect(status, JSON.stringify(answer)).toBeLessThan(300)
  return lastId()
}

/** Sets a place's stage, whatever its version. */
async function set(path: string, stage: string): Promise<number> {
  const { body } = await api().ask('GET', `${X}/rollouts`)
  const [scopeType, scopeId = null] = path.split('/')
  const own = body.items.find(
    (item: { scopeType: string; scopeId: string | null }) => item.scopeType === scopeType && item.scopeId === scopeId,
  )
  return change('PUT', `${X}/rollouts/${path}`, { stage, reason: 'test', expectedVersion: own?.version ?? null })
}

describe('a change is taken back by a new one', () => {
  test('a promotion by a step back, which needs a note', async () => {
    const id = await set('global', 'internal_only')
    expect(await revert(id)).toMatchObject({ status: 422, body: { code: 'reason_required' } })
    const back = await revert(id, { note: 'Too early.' })
    expect(back).toMatchObject({ status: 200, body: { reverted: id } })
    expect(back.body.entries).toMatchObject([
      {
        action: 'rollout.changed',
        before: { stage: 'internal_only' },
        after: { stage: 'off' },
        note: `Reverts entry ${id}: Too early.`,
        actor: { name: 'Test admin' },
      },
    ])
    expect(back.headers.get('x-aviary-revision')).toBe(String(back.body.entries[0].revision))
  })

  test('a step back by a promotion, if it is one step', async () => {
    await set('global', 'internal_only')
    await set('global', 'five_percent')
    const oneStep = await set('global', 'internal_only')
    expect(await revert(oneStep)).toMatchObject({
      status: 200,
      body: { entries: [{ after: { stage: 'five_percent' } }] },
    })
    const off = await set('global', 'off')
    const entries = await lastId()
    const skipped = await revert(off, { note: 'Back on.' })
    expect(skipped).toMatchObject({ status: 422, body: { code: 'stage_skipped', next: 'internal_only' } })
    expect(await lastId()).toBe(entries)
  })

  test("a project's pin by its removal, and that by a pin", async () => {
    const pinned = await set('project/12', 'off')
    const cleared = await revert(pinned)
    expect(cleared).toMatchObject({ status: 200, body: { entries: [{ action: 'rollout.removed', after: null }] } })
    const again = await revert(cleared.body.entries[0].id)
    expect(again).toMatchObject({
      status: 200,
      body: { entries: [{ action: 'rollout.added', after: { stage: 'off' } }] },
    })
  })

  test('an opt-in by an opt-out, and the other way round', async () => {
    const optedIn = await change('PUT', `${X}/scopes/section/77`, {})
    const out = await revert(optedIn)
    expect(out).toMatchObject({ status: 200, body: { entries: [{ action: 'scope.removed' }] } })
    expect(await revert(out.body.entries[0].id)).toMatchObject({
      status: 200,
      body: { entries: [{ action: 'scope.added' }] },
    })
  })

  test('an exemption added, changed and removed, each with its own note as it was', async () => {
    const path = `${X}/exemptions/3`
    const added = await change('PUT', path, { effect: 'deny', note: 'contract', expiresAt: '2999-01-01T00:00:00.123Z' })
    expect(await revert(added)).toMatchObject({ status: 422, body: { code: 'reason_required' } })
    const removed = await revert(added, { note: 'a mistake' })
    expect(removed).toMatchObject({ status: 200, body: { entries: [{ action: 'exemption.removed', after: null }] } })
    const restored = await revert(removed.body.entries[0].id)
    const was = { effect: 'deny', note: 'contract', expiresAt: '2999-01-01T00:00:00.123+00:00' }
    expect(restored.body.entries).toMatchObject([{ action: 'exemption.added', after: was }])
    const { body } = await api().ask('GET', `/api/v1/audit/${restored.body.entries[0].id}`)
    const changed = await change('PUT', path, { effect: 'force_enable', note: 'new', expectedVersion: body.revision })
    expect(await revert(changed)).toMatchObject({
      status: 200,
      body: { entries: [{ action: 'exemption.changed', after: was }] },
    })
  })

  test('what a feature is, that it is archived, and that it was brought back', async () => {
    const described = await change('PATCH', X, { description: 'Another text' })
    expect(await revert(described)).toMatchObject({ body: { entries: [{ after: { description: 'An example' } }] } })
    await change('POST', '/api/v1/features', { name: 'y', description: 'Y', contexts: 'both', rolloutMode: 'canary' })
    const added = await lastId()
    expect(await revert(added)).toMatchObject({ status: 409, body: { code: 'not_revertible' } })
    const archived = await change('DELETE', '/api/v1/features/y', {})
    const restored = await revert(archived)
    expect(restored).toMatchObject({ status: 200, body: { entries: [{ after: { archived: false } }] } })
    expect(await revert(restored.body.entries[0].id)).toMatchObject({
      body: { entries: [{ after: { archived: true } }] },
    })
  })

  test('an internal flag, with a note, by support too', async () => {
    const marked = await change('PUT', '/api/v1/accounts/user/1042/internal', { isInternal: true, note: 'pilot' })
    expect(await revert(marked)).toMatchObject({ status: 400, body: { errors: [{ path: 'note' }] } })
    const context = { pool: aviary().pool, principal: SUPPORT, requestId: 'help' }
    const { value } = await revertEntry(context, marked, { note: 'pilot is over' })
    expect(value.entries).toMatchObject([
      { action: 'user.changed', after: { isInternal: false }, actor: { name: 'Helper' } },
    ])
    const [entry] = value.entries
    expect(entry?.note).toBe(`Reverts entry ${marked}: pilot is over`)
  })

  test('a setting, by who may settle it', async () => {
    const context = { pool: aviary().pool, principal: SYSTEM_ADMIN, requestId: 'settle' }
    await changePolicy(context, { supportMayToggleInternal: false })
    const id = await lastId()
    expect(await revert(id)).toMatchObject({ status: 403, body: { code: 'forbidden' } })
    expect((await revertEntry(context, id, {})).value.entries).toMatchObject([{ after: { value: true } }])
  })
})

describe('a change is not taken back', () => {
  test('where it has been changed again since, and is where it stands so once more', async () => {
    const optedIn = await change('PUT', `${X}/scopes/project/12`, {})
    await change('DELETE', `${X}/scopes/project/12`, {})
    const entries = await lastId()
    expect(await revert(optedIn)).toMatchObject({ status: 409, body: { code: 'superseded' } })
    expect(await lastId()).toBe(entries)
    await change('PUT', `${X}/scopes/project/12`, {})
    expect(await revert(optedIn)).toMatchObject({ status: 200 })
  })

  test('twice by two who ask at once', async () => {
    const optedIn = await change('PUT', `${X}/scopes/project/12`, {})
    const answers = await Promise.all(Array.from({ length: 10 }, () => revert(optedIn)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 9 }, () => 409)])
  })

  test.each([['import'], ['feature.added'], ['author.added'], ['api_key.added']])('if it is %s', async (action) => {
    const [row] = await aviary().rows('SELECT min(id) AS id FROM audit_events WHERE action = $1', [action])
    expect(await revert(Number(row?.id), { note: 'no' })).toMatchObject({
      status: 409,
      body: { code: 'not_revertible' },
    })
  })

  test('if it is none, or the caller may not', async () => {
    expect(await revert(999_999)).toMatchObject({ status: 404, body: { code: 'not_found' } })
    const optedIn = await change('PUT', `${X}/scopes/project/12`, {})
    expect(await revert(optedIn, {}, api().decideKey)).toMatchObject({ status: 403 })
    for (const principal of [SUPPORT, DECIDE_KEY]) {
      const context = { pool: aviary().pool, principal, requestId: 'no' }
      await expect(revertEntry(context, optedIn, {})).rejects.toMatchObject({ code: 'forbidden' })
    }
    expect(await revert(optedIn, { note: '', extra: 1 })).toMatchObject({ status: 400 })
  })
})

test('after all of it the trail gives the present state', async () => {
  expect(await replayedFacts(aviary())).toMatchObject(await presentFacts(aviary()))
  expect(await api().ask('GET', '/api/v1/audit/verify')).toMatchObject({
    body: { isWhole: true, replay: { outcome: 'equal' } },
  })
})
