import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ofrepBulkAnswer, ofrepFlag, ofrepFlagFailure } from '@/lib/contracts/ofrep'
import { startDoors } from './support/doors'
import { FEATURES, USER_IN, USER_OUT } from './support/ofrep-facts'
import { ofrepWorld, post } from './support/ofrep-world'

const world = ofrepWorld()
const CONTEXT = { targetingKey: 'user:1', projectId: '12' }

describe('one flag', () => {
  const half = 'at.fifty_percent'
  test.each([
    ['Simple', '1', '12', true, 'STATIC', 'enabled', 'full'],
    ['at.full', '1', '12', true, 'STATIC', 'stage_full', 'full'],
    ['at.off', '1', '12', false, 'STATIC', 'stage_off', 'off'],
    ['at.internal_only', '1', '12', false, 'TARGETING_MATCH', 'not_internal', 'internal_only'],
    ['at.internal_only', '9', '12', true, 'TARGETING_MATCH', 'internal', 'internal_only'],
    [half, USER_IN, '12', true, 'SPLIT', 'cohort_allow', 'fifty_percent'],
    [half, USER_OUT, '12', false, 'SPLIT', 'cohort_deny', 'fifty_percent'],
    [half, USER_IN, '13', false, 'TARGETING_MATCH', 'publisher_denied', 'fifty_percent'],
    [half, USER_OUT, '14', true, 'TARGETING_MATCH', 'publisher_force_enable', 'fifty_percent'],
    ['not_opted_in', '1', '12', false, 'DEFAULT', 'scope_disabled', undefined],
  ])('%s for user %s in project %s is %s, %s (%s)', async (feature, targetingKey, projectId, value, ...words) => {
    const [reason, ours, stage] = words
    const answer = await post(world, `/${feature}`, { context: { targetingKey, projectId } })
    expect(answer.status).toBe(200)
    const mode = feature.startsWith('at.') ? 'canary' : 'scoped_only'
    const metadata = { reason: ours, mode, ...(stage && { stage }) }
    expect(answer.body).toEqual({ key: feature, value, variant: value ? 'on' : 'off', reason, metadata })
    expect(ofrepFlag.safeParse(answer.body).success).toBe(true)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(answer.headers.get('x-request-id')).toBeTruthy()
  })

  test.each([
    ['nosuch', 'nosuch'],
    ['gone', 'gone'],
    ['', ''],
    ['at%252Eoff', 'at%2Eoff'],
    ['a/b', 'a/b'],
    ['%E4%BE%8B', '例'],
    ['%', '%'],
    ['%ff', '%ff'],
    ['x'.repeat(256), 'x'.repeat(256)],
  ])('a key that is no feature is not found: %s', async (path, named) => {
    const answer = await post(world, `/${path}`, { context: CONTEXT })
    expect(answer.status).toBe(404)
    expect(answer.body).toMatchObject({ key: named, errorCode: 'FLAG_NOT_FOUND' })
    expect(ofrepFlagFailure.safeParse(answer.body).success).toBe(true)
  })

  test('a key is decoded once', async () => {
    expect((await post(world, '/at%2Eoff', { context: CONTEXT })).body.key).toBe('at.off')
  })

  test('facts that are too old are false with reason ERROR', async () => {
    const stale = await startDoors(world.databaseUrl, { maxStalenessMs: -1 })
    const metadata = { reason: 'repository_error' }
    const flag = { key: 'at.full', value: false, variant: 'off', reason: 'ERROR', metadata }
    expect((await post(world, '/at.full', { context: CONTEXT }, { to: stale })).body).toEqual(flag)
    const bulk = await post(world, '', { context: CONTEXT }, { to: stale })
    expect(bulk.status).toBe(200)
    expect(bulk.body.flags).toContainEqual(flag)
    expect(bulk.body.metadata).toEqual({})
    await stale.close()
  })
})

describe('all flags', () => {
  // The tag holds the ticket, and the ticket its time: it must not end in the midst of a test.
  beforeEach(() => void vi.spyOn(world.doors.node.state, 'nowMs').mockReturnValue(world.doors.node.state.nowMs()))
  afterEach(() => void vi.restoreAllMocks())

  const ask = (context: unknown = CONTEXT, headers: Record<string, string> = {}, query = '') =>
    post(world, query, { context }, { headers })

  test('holds every feature that is not archived, sorted, each as it is answered alone', async () => {
    for (const context of [CONTEXT, { targetingKey: 'user:1', sectionId: '77' }]) {
      const { status, body } = await ask(context)
      expect(status).toBe(200)
      expect(ofrepBulkAnswer.safeParse(body).error).toBeUndefined()
      expect(body.flags.map((flag: { key: string }) => flag.key)).toEqual(FEATURES)
      for (const flag of body.flags) expect(flag).toEqual((await post(world, `/${flag.key}`, { context })).body)
      expect(body.metadata).toEqual({ revision: world.doors.node.state.snapshot()?.n })
      const requestUri = expect.stringMatching(/^\/ofrep\/v1\/events\/[\w.-]+$/)
      expect(body.eventStreams).toEqual([{ type: 'sse', endpoint: { requestUri }, inactivityDelaySec: 120 }])
    }
  })

  test.each([
    ['the tag', (tag: string) => tag],
    ['the tag, weak', (tag: string) => `W/${tag}`],
    ['a list', (tag: string) => `"a", W/"b,c" ,${tag}`],
    ['a star', () => '*'],
  ])('is 304 without a body where If-None-Match names %s', async (_what, named) => {
    const tag = (await ask()).headers.get('etag') ?? ''
    expect(tag).toMatch(/^"[0-9a-f]{32}"$/)
    const again = await ask(CONTEXT, { 'if-none-match': named(tag) })
    expect(again.status).toBe(304)
    expect(again.body).toBeNull()
    expect(again.headers.get('etag')).toBe(tag)
    expect(again.headers.get('cache-control')).toBe('no-store')
  })

  test('is answered in full where If-None-Match names another', async () => {
    expect((await ask(CONTEXT, { 'if-none-match': '"a", W/"b"' })).status).toBe(200)
  })

  test('has a tag of its result: a change elsewhere keeps it, another result does not', async () => {
    const first = await ask()
    await world.db.query("UPDATE features SET description = 'Changed.' WHERE name = 'gone'")
    await world.doors.node.state.sync()
    const later = await ask()
    expect(later.body.metadata.revision).toBe(first.body.metadata.revision + 1)
    expect(later.headers.get('etag')).toBe(first.headers.get('etag'))
    const elsewhere = await ask({ ...CONTEXT, projectId: '15' }, { 'if-none-match': first.headers.get('etag') ?? '' })
    expect(elsewhere.status).toBe(200)
  })

  const served = () => world.doors.node.state.snapshot() ?? { n: 0, epoch: '' }
  const announced = (n: number, epoch = served().epoch) =>
    `?flagConfigEtag=${encodeURIComponent(`"${epoch}/${n}"`)}&flagConfigLastModified=1771622898`
  const setOff = (stage: string) =>
    world.db.query("UPDATE scoped_feature_rollouts SET stage = $1 WHERE feature_name = 'at.off'", [stage])

  test('waits for the revision that was announced to the client', async () => {
    const { n } = served()
    const waiting = ask(CONTEXT, {}, announced(n + 1))
    await new Promise((resolve) => setTimeout(resolve, 100))
    await setOff('internal_only')
    const { body } = await waiting
    expect(body.metadata.revision).toBe(n + 1)
    const metadata = { reason: 'not_internal', stage: 'internal_only', mode: 'canary' }
    expect(body.flags).toContainEqual(expect.objectContaining({ key: 'at.off', metadata }))
    await setOff('off')
    await world.doors.node.state.sync()
  })

  test('waits a second at most, and never for what it serves or cannot know', async () => {
    const { n } = served()
    const timed = async (query: string) => {
      const startedAt = performance.now()
      expect((await ask(CONTEXT, {}, query)).status).toBe(200)
      return performance.now() - startedAt
    }
    expect(await timed(announced(n + 1000))).toBeGreaterThan(900)
    const elsewhere = announced(n + 1, '00000000-0000-0000-0000-000000000000')
    for (const query of [announced(n), elsewhere, '?flagConfigEtag=%E0%A4%A', '?flagConfigEtag=abc', '?x=1'])
      expect(await timed(query)).toBeLessThan(500)
  })
})
