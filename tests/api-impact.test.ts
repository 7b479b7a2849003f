import { describe, expect, test } from 'vitest'
import { previewAccountImpact, previewImpact } from '@/lib/queries/preview-impact'
import { serveApi } from './support/api'
import { EVERYONE, FEATURE, INTERNAL, loadImpactWorld, those, type Who } from './support/impact-world'
import { migratedDatabases } from './support/import'
import { ADMIN_KEY, DECIDE_KEY, OPERATOR, SUPPORT, SYSTEM_ADMIN } from './support/principals'

const { shared } = migratedDatabases()
const aviary = shared(loadImpactWorld)
const api = serveApi(aviary)

const path = (feature: string) => `/api/v1/features/${feature}/impact`
const ask = (change: object, feature = FEATURE) => api().ask('POST', path(feature), { body: change })
const global = (stage: string) => ({ kind: 'set_stage', scopeType: 'global', stage })

const side = (...kinds: readonly Who[]) => {
  const of = (type: 'author' | 'user') => {
    const ids = those(type, ...kinds)
    return { count: ids.length, first: ids.slice(0, 10).map((id) => expect.objectContaining({ id })) }
  }
  return { authors: of('author'), users: of('user') }
}
const NOBODY = side()
const COUNTS = { reached: 0, raised: 0, lowered: 0, following: 0, overridden: 0 }
const APPLY = { outcome: 'apply', code: null }

describe('the impact of a stage', () => {
  test('one step up: who comes in, where, and what keeps others out', async () => {
    const { status, body } = await ask(global('fifty_percent'))
    expect(status).toBe(200)
    expect(body).toMatchObject({
      feature: FEATURE,
      verdict: { ...APPLY, direction: 'forward', from: 'five_percent', to: 'fifty_percent', needsReason: false },
      current: { rollout: { stage: 'five_percent', scopeType: 'global', version: expect.any(Number) } },
      gain: side('in 50 only'),
      lose: NOBODY,
      both: { authors: 0, users: 0 },
      directory: { authors: 40, users: 200 },
      countsUnknownActors: false,
      revision: await aviary().revision(),
      resources: {
        projects: { ...COUNTS, reached: 1, raised: 1, following: 1 },
        sections: { reached: 4, raised: 1, lowered: 0, following: 3, overridden: 1 },
      },
      publishers: {
        denied: { count: 1, first: [{ id: 'denied', name: 'The denied press', resources: 1 }] },
        forced: { count: 1, first: [{ id: 'forced', name: 'The forced press', resources: 1 }] },
      },
    })
    expect(body.gain.users.first[0].name).toBe(`Name of ${body.gain.users.first[0].id}`)
  })

  test('two steps up is judged as if it were made, and said to be refused', async () => {
    expect((await ask(global('full'))).body).toMatchObject({
      verdict: { outcome: 'refuse', code: 'stage_skipped', next: 'fifty_percent' },
      gain: side('in 50 only', 'out'),
    })
  })

  test('off takes it from everyone, the forced ones too, and needs a reason', async () => {
    expect((await ask(global('off'))).body).toMatchObject({
      verdict: { ...APPLY, direction: 'backward', needsReason: true },
      gain: NOBODY,
      lose: side(...EVERYONE),
    })
  })

  test('as it stands changes nothing, and nobody is looked for', async () => {
    expect((await ask(global('five_percent'))).body).toMatchObject({
      verdict: { outcome: 'no_op', from: 'five_percent' },
      gain: NOBODY,
      lose: NOBODY,
    })
  })

  test('seen at another version is a conflict', async () => {
    expect((await ask({ ...global('fifty_percent'), expectedVersion: null })).body).toMatchObject({
      verdict: { outcome: 'refuse', code: 'version_conflict', from: 'five_percent' },
    })
  })

  test('of a project replaces those of its sections, and may not lift one of them by two steps', async () => {
    const change = { kind: 'set_stage', scopeType: 'project', scopeId: 'p1', stage: 'internal_only' }
    expect((await ask(change)).body).toMatchObject({
      verdict: { direction: 'backward', from: 'five_percent', needsReason: true },
      gain: NOBODY,
      lose: side('in 5'),
      resources: { projects: { following: 1, lowered: 1 }, sections: { reached: 4, following: 4, overridden: 0 } },
    })
    const up = await ask({ ...change, stage: 'fifty_percent' })
    expect(up.body).toMatchObject({
      verdict: { outcome: 'refuse', code: 'stage_skipped', sections: [{ id: 's2', from: 'internal_only' }] },
      gain: side('in 5', 'in 50 only'),
    })
  })

  test('cleared at a section is what it would inherit', async () => {
    expect((await ask({ kind: 'clear_stage', scopeType: 'section', scopeId: 's2' })).body).toMatchObject({
      verdict: { ...APPLY, from: 'internal_only', to: 'five_percent', direction: 'forward' },
      current: { rollout: { scopeId: 's2', stage: 'internal_only' } },
      gain: side('in 5'),
      resources: { projects: COUNTS, sections: { reached: 1, raised: 1, following: 1 } },
    })
  })
})

describe('the impact of', () => {
  test('a deny: its publisher’s resources close', async () => {
    const deny = { kind: 'set_exemption', publisherId: 'free', effect: 'deny', note: 'Contract ended.' }
    expect((await ask(deny)).body).toMatchObject({
      verdict: { ...APPLY, needsReason: true },
      current: { exemption: null },
      lose: side('internal', 'in 5'),
      gain: NOBODY,
      resources: { projects: { reached: 1, lowered: 1 }, sections: { reached: 2, lowered: 2 } },
      publishers: { denied: { count: 1, first: [{ id: 'free', resources: 3 }] }, forced: { count: 0 } },
    })
    const past = await ask({ ...deny, expiresAt: '2001-01-01T00:00:00Z' })
    expect(past).toMatchObject({ status: 400, body: { errors: [{ path: 'expiresAt' }] } })
    const stale = await ask({
      kind: 'set_exemption',
      publisherId: 'denied',
      effect: 'force_enable',
      expectedVersion: null,
    })
    expect(stale.body.verdict).toMatchObject({ outcome: 'refuse', code: 'version_conflict' })
  })

  test('a force-enable', async () => {
    const force = { kind: 'set_exemption', publisherId: 'denied', effect: 'force_enable' }
    expect((await ask(force)).body).toMatchObject({
      current: { exemption: { effect: 'deny', version: expect.any(Number) } },
      gain: side(...EVERYONE),
    })
  })

  test('an exemption removed, and of one that is not there', async () => {
    const removed = await ask({ kind: 'remove_exemption', publisherId: 'denied' })
    expect(removed.body).toMatchObject({ verdict: APPLY, gain: side('internal', 'in 5'), lose: NOBODY })
    const none = await ask({ kind: 'remove_exemption', publisherId: 'free' })
    expect(none.body).toMatchObject({ verdict: { outcome: 'no_op' }, gain: NOBODY, lose: NOBODY })
  })

  test('an opt-in and an opt-out', async () => {
    const scope = (kind: string, scopeId: string) => ask({ kind, scopeType: 'section', scopeId })
    expect((await scope('opt_in', 's5')).body).toMatchObject({
      verdict: APPLY,
      current: { isOptedIn: false, rollout: { effectiveStage: 'five_percent', source: 'global' } },
      gain: side('internal', 'in 5'),
      resources: { sections: { reached: 1, raised: 1 } },
    })
    expect((await scope('opt_in', 's1')).body).toMatchObject({ verdict: { outcome: 'no_op' }, gain: NOBODY })
    expect((await scope('opt_out', 's4')).body).toMatchObject({ verdict: APPLY, gain: NOBODY, lose: side(...EVERYONE) })
    const project = await ask({ kind: 'opt_in', scopeType: 'project', scopeId: 'p1' }, 'd')
    expect(project.body).toMatchObject({ verdict: { outcome: 'refuse', code: 'scope_unsupported' } })
  })

  test('a mode: what keeps it from being scoped only, and that canary takes from nobody', async () => {
    expect((await ask({ kind: 'set_mode', rolloutMode: 'scoped_only' })).body).toMatchObject({
      verdict: {
        outcome: 'refuse',
        code: 'stage_skipped',
        places: [
          { scopeType: 'global', stage: 'five_percent' },
          { scopeType: 'section', scopeId: 's2', stage: 'internal_only' },
        ],
      },
      gain: side(...EVERYONE),
    })
    expect((await ask({ kind: 'set_mode', rolloutMode: 'canary' }, 'plain')).body).toMatchObject({
      verdict: APPLY,
      gain: NOBODY,
      lose: NOBODY,
    })
  })

  test('archiving takes it from everyone who has it', async () => {
    const off = await ask(global('off'))
    expect((await ask({ kind: 'archive' })).body).toMatchObject({
      verdict: { ...APPLY, needsReason: false },
      gain: NOBODY,
      lose: off.body.lose,
      publishers: { denied: { count: 0 }, forced: { count: 0 } },
    })
  })

  test('an internal flag, in one feature', async () => {
    const [outsider = ''] = those('user', 'out')
    const flag = { kind: 'set_internal', actorType: 'user', actorId: outsider, isInternal: true }
    expect((await ask(flag)).body).toMatchObject({
      verdict: { ...APPLY, needsReason: true },
      current: { isInternal: false },
      gain: { authors: { count: 0 }, users: { count: 1, first: [{ id: outsider }] } },
      lose: NOBODY,
    })
    const again = await ask({ ...flag, actorId: INTERNAL.user[0] })
    expect(again.body).toMatchObject({ verdict: { outcome: 'no_op' }, gain: NOBODY })
  })

  test('an internal flag, in every feature', async () => {
    const [outsider = ''] = those('user', 'out')
    const asked = (id: string, isInternal: boolean) =>
      api().ask('POST', `/api/v1/accounts/user/${id}/impact`, { body: { isInternal } })
    expect((await asked(outsider, true)).body).toMatchObject({
      isInternal: false,
      verdict: { ...APPLY, needsReason: true },
      features: [{ feature: FEATURE, gains: true, loses: false }],
    })
    const internal = INTERNAL.user[0]
    const lost = await asked(internal, false)
    expect(lost.body.isInternal).toBe(true)
    expect(lost.body.features).toEqual([{ feature: FEATURE, gains: false, loses: true }])
    expect(await asked('nobody', true)).toMatchObject({ status: 404, body: { code: 'account_not_found' } })
  })
})

describe('what can not be asked', () => {
  test.each([
    ['a feature that is not there', 'nothing', global('off'), 404, 'feature_not_found'],
    ['an archived feature', 'gone', global('off'), 409, 'feature_archived'],
    [
      'a project that is not there',
      FEATURE,
      { kind: 'clear_stage', scopeType: 'project', scopeId: 'x' },
      404,
      'place_not_found',
    ],
    [
      'a section that is not there',
      FEATURE,
      { kind: 'opt_in', scopeType: 'section', scopeId: 'x' },
      404,
      'place_not_found',
    ],
    [
      'a publisher that is not there',
      FEATURE,
      { kind: 'remove_exemption', publisherId: 'x' },
      404,
      'publisher_not_found',
    ],
    [
      'an author that is not there',
      FEATURE,
      { kind: 'set_internal', actorType: 'author', actorId: 'u000', isInternal: true },
      404,
      'account_not_found',
    ],
    ['a global stage cleared', FEATURE, { kind: 'clear_stage', scopeType: 'global' }, 400, 'invalid_request'],
    ['a stage that is none', FEATURE, global('banana'), 400, 'invalid_request'],
    ['an unknown field', FEATURE, { ...global('off'), reason: 'x' }, 400, 'invalid_request'],
    ['no kind', FEATURE, {}, 400, 'invalid_request'],
  ])('%s', async (_, feature, change, status, code) => {
    expect(await ask(change, feature)).toMatchObject({ status, body: { code } })
    const query = `${path(feature)}?format=events`
    expect(await api().ask('POST', query, { body: change })).toMatchObject({ status, body: { code } })
  })

  test('without a key, or with one that only decides', async () => {
    const by = (key: string | null) => api().ask('POST', path(FEATURE), { body: global('off'), key })
    expect(await by(null)).toMatchObject({ status: 401 })
    expect(await by(api().decideKey)).toMatchObject({ status: 403 })
  })

  test.each([
    ['a command', OPERATOR, true],
    ['a system admin', SYSTEM_ADMIN, true],
    ['an admin key', ADMIN_KEY, true],
    ['support', SUPPORT, true],
    ['an app', DECIDE_KEY, false],
  ])('is for whom decision.md lets: %s', async (_, principal, isAllowed) => {
    const context = { pool: aviary().pool, principal }
    const never = AbortSignal.abort(new Error('not needed'))
    const change = { kind: 'remove_exemption', publisherId: 'free' } as const
    const preview = async () => previewImpact(context, { feature: FEATURE, change }, never).next()
    const account = { actorType: 'user', actorId: 'u000', isInternal: true } as const
    const refusal = isAllowed ? 'not needed' : 'This needs the permission to read rollouts.'
    await expect(preview()).rejects.toThrow(refusal)
    await expect(previewAccountImpact(context, account, never)).rejects.toThrow(refusal)
  })
})
