import { beforeAll, describe, expect, test, vi } from 'vitest'
import { counters } from '@/lib/telemetry/counters'
import { decide, decideAll, decisionWorld, hidden, postBytes } from './support/decision-world'
import { refusalOf } from './support/problem'
import { countStatements, statementsOf, tablesRead } from './support/statements'

const FACTS = `
INSERT INTO publishers (id, name) VALUES ('3', 'Open'), ('4', 'Denied'), ('5', 'Forced');
INSERT INTO projects (id, title, publisher_id) VALUES ('12', 'Chemistry', '3'), ('13', 'Physics', '4'), ('14', 'Art', '5');
INSERT INTO projects (id, title, publisher_id) SELECT 'p' || i, 'Project', '3' FROM generate_series(1, 50) i;
INSERT INTO sections (id, title, base_project_id, publisher_id) VALUES ('77', 'Chem 101', '12', '3'), ('78', 'Loose', NULL, NULL);
INSERT INTO users (id, name, is_internal) VALUES ('9', 'Ingrid', true), ('10', 'Otto', false);
INSERT INTO authors (id, name, is_internal) VALUES ('9', 'Ada', false), ('7', 'Grace', true);
INSERT INTO features (name, description, contexts, rollout_mode) VALUES
  ('full', 'A feature.', 'both', 'canary'), ('off', 'A feature.', 'both', 'canary'), ('staff', 'A feature.', 'both', 'canary'),
  ('half', 'A feature.', 'both', 'canary'), ('gone', 'A feature.', 'both', 'canary'), ('plain', 'A feature.', 'both', 'scoped_only');
INSERT INTO scoped_feature_rollouts (feature_name, scope_type, stage) VALUES
  ('full', 'global', 'full'), ('off', 'global', 'off'), ('staff', 'global', 'internal_only'), ('half', 'global', 'fifty_percent'), ('gone', 'global', 'full');
INSERT INTO scoped_feature_rollouts (feature_name, scope_type, project_id, stage) VALUES ('full', 'project', '14', 'off');
INSERT INTO scoped_feature_flag_states (feature_name, project_id) SELECT name, id FROM features, projects WHERE name <> 'plain';
INSERT INTO scoped_feature_flag_states (feature_name, section_id) SELECT name, id FROM features, sections WHERE name <> 'plain';
INSERT INTO scoped_feature_exemptions (feature_name, publisher_id, effect, note)
  VALUES ('full', '4', 'deny', 'contract'), ('staff', '5', 'force_enable', 'pilot');
UPDATE features SET archived_at = now() WHERE name = 'gone';
`
const world = decisionWorld(FACTS)
const ANYONE = { type: 'user', id: '1042' }
const project = (id: string, more: object = {}) => ({ type: 'project', id, ...more })
const section = (id: string, more: object = {}) => ({ type: 'section', id, ...more })
const ask = (feature: string, resource: object, more: object = {}) =>
  decide(world.doors.url, world.key, { feature, actor: ANYONE, resource, ...more })
const askAsAdmin = (feature: string, resource: object, more: object = {}) =>
  decide(world.doors.url, world.adminKey, { feature, actor: ANYONE, resource, ...more })
const askAll = (resource: object, more: object = {}) =>
  decideAll(world.doors.url, world.key, { actor: ANYONE, resource, ...more })
const statements = (work: () => Promise<unknown>) => statementsOf(world.db, work)
const cached = () => world.doors.node.state.cache.size()

beforeAll(() => countStatements(world.db))

describe('the database', () => {
  test('is asked nothing on a hit, whoever asks for whatever feature', async () => {
    await ask('full', project('12'))
    await ask('full', section('77'))
    const asked = await statements(async () => {
      for (const feature of ['full', 'off', 'staff', 'half', 'plain'])
        for (const resource of [project('12'), section('77'), section('77', { projectId: '14', publisherId: '4' })])
          for (const actor of [
            ANYONE,
            { type: 'user', id: '9' },
            { type: 'author', id: '7' },
            { type: 'user', id: 'new' },
          ])
            await ask(feature, resource, { actor, explain: true })
      await askAll(section('77'))
    })
    expect(asked).toEqual([])
  })

  test.each([
    ['a project', project('13')],
    ['a section', section('78')],
    ['a project that nobody knows', project('nowhere')],
    ['a section that nobody knows', section('nowhere')],
    ['a section with all hints', section('hinted', { projectId: '12', publisherId: null })],
  ])('is asked once on a miss, each table at most once: %s', async (_what, resource) => {
    const asked = await statements(() => ask('full', resource))
    expect(asked.map(({ calls }) => calls)).toEqual([1])
    const tables = asked.flatMap(tablesRead)
    expect(tables).toContain('scoped_feature_flag_states')
    expect(tables).toEqual([...new Set(tables)])
    expect(await statements(() => askAll(resource))).toEqual([])
  })

  test('is asked once for many features of a resource', async () => {
    const asked = await statements(() => askAll(project('p1')))
    expect(asked.map(({ calls }) => calls)).toEqual([1])
    expect(await statements(() => ask('half', project('p1')))).toEqual([])
  })

  test('is asked once by 20 who ask the same in the same moment', async () => {
    const before = counters.factLoads
    const asked = await statements(() => Promise.all(Array.from({ length: 20 }, () => ask('full', project('p2')))))
    expect(asked.map(({ calls }) => calls)).toEqual([1])
    expect(counters.factLoads).toBeGreaterThan(before)
  })

  test('is asked nothing for 10,000 feature names that nobody knows, and no cache grows', async () => {
    await ask('full', project('12'))
    const before = cached()
    const nobodyKnows = Array.from({ length: 10_000 }, (_, n) => `unknown.${n}`)
    const asked = await statements(async () => {
      for (let from = 0; from < nobodyKnows.length; from += 200) {
        const decisions = await askAll(project('12'), { features: nobodyKnows.slice(from, from + 200) })
        expect(decisions.every(({ reason }) => reason === 'feature_not_found')).toBe(true)
      }
      // Alone, each of a resource that was never asked for.
      const alone = nobodyKnows.slice(0, 500).map(async (feature) => {
        const body = JSON.stringify({ feature, actor: ANYONE, resource: section(`of-${feature}`) })
        const headers = { authorization: `Bearer ${world.key}`, 'content-type': 'application/json' }
        return (await postBytes(`${world.doors.url}/api/decision`, headers, body)).status
      })
      expect(new Set(await Promise.all(alone))).toEqual(new Set([404]))
    })
    expect(asked).toEqual([])
    expect(cached()).toBe(before)
  })
})

describe("a caller's hint", () => {
  test('of a publisher is judged by, and never stored for others', async () => {
    expect(await ask('full', project('p10', { publisherId: '4' }))).toMatchObject({
      result: false,
      reason: 'publisher_denied',
      publisherId: '4',
    })
    expect(await ask('full', project('p10'))).toMatchObject({ result: true, reason: 'stage_full', publisherId: '3' })
    expect(await askAll(project('p10', { publisherId: '4' }), { features: ['full'] })).toMatchObject([
      { reason: 'publisher_denied' },
    ])
  })

  test('of no publisher means that there is none', async () => {
    expect(await ask('full', project('13'))).toMatchObject({ reason: 'publisher_denied', publisherId: '4' })
    expect(await ask('full', project('13', { publisherId: null }))).toMatchObject({
      reason: 'stage_full',
      publisherId: null,
    })
  })

  test('of a project is judged by, and never stored for others', async () => {
    const hinted = await ask('full', section('77', { projectId: '14' }))
    expect(hinted).toMatchObject({ reason: 'stage_off', stageSource: { scopeType: 'project', scopeId: '14' } })
    expect(await ask('full', section('77'))).toMatchObject({
      reason: 'stage_full',
      stageSource: { scopeType: 'global' },
    })
  })

  test('of no project skips the project', async () => {
    await world.db.query(
      `INSERT INTO scoped_feature_rollouts (feature_name, scope_type, project_id, stage) VALUES ('off', 'project', '12', 'full')`,
    )
    await expect.poll(async () => (await ask('off', section('77'))).reason).toBe('stage_full')
    expect(await ask('off', section('77', { projectId: null }))).toMatchObject({ reason: 'stage_off' })
  })

  test.each([
    ['a publisher', section('77', { publisherId: '4' }), ['publisherId']],
    ['no publisher', section('77', { publisherId: null }), ['publisherId']],
    ['a project', section('77', { projectId: '13' }), ['projectId']],
    ['both', section('77', { projectId: null, publisherId: '5' }), ['projectId', 'publisherId']],
    ['a publisher of a project', project('12', { publisherId: '5' }), ['publisherId']],
  ])('that contradicts the directory is counted and named: %s', async (_what, resource, named) => {
    const before = counters.hintMismatches
    expect((await ask('half', resource, { explain: true })).hintMismatch).toEqual(named)
    await askAll(resource)
    expect(counters.hintMismatches).toBe(before + 2)
  })

  test.each([
    ['agrees', section('77', { projectId: '12', publisherId: '3' })],
    ['is not given', section('77')],
    ['is of what nobody knows', section('unheard-of', { projectId: '13', publisherId: '4' })],
    ["is a project's own id", project('12', { projectId: '12' })],
  ])('that %s is no contradiction', async (_what, resource) => {
    const before = counters.hintMismatches
    expect((await ask('half', resource, { explain: true })).hintMismatch).toEqual([])
    expect(counters.hintMismatches).toBe(before)
  })
})

describe('past the cache', () => {
  test('the database is asked, and nothing that it says is stored', async () => {
    await hidden(world.db, `INSERT INTO scoped_feature_flag_states (feature_name, project_id) VALUES ('plain', '12')`)
    await hidden(world.db, `UPDATE scoped_feature_rollouts SET stage = 'off' WHERE feature_name = 'half'`)
    await hidden(world.db, `UPDATE users SET is_internal = true WHERE id = '10'`)
    const otto = { actor: { type: 'user', id: '10' } }
    const known = async () => [
      (await ask('plain', project('12'))).reason,
      (await ask('half', project('12'))).stage,
      (await ask('staff', project('12'), otto)).reason,
    ]
    const before = [await known(), cached()]
    expect(before[0]).toEqual(['scope_disabled', 'fifty_percent', 'not_internal'])
    const past = { bypassCache: true }
    expect(await askAsAdmin('plain', project('12'), past)).toMatchObject({ result: true, reason: 'enabled' })
    expect(await askAsAdmin('half', project('12'), past)).toMatchObject({ result: false, reason: 'stage_off' })
    expect(await askAsAdmin('staff', project('12'), { ...otto, ...past })).toMatchObject({ reason: 'internal' })
    await askAsAdmin('plain', project('never-cached'), past)
    expect([await known(), cached()]).toEqual(before)
    await hidden(world.db, `DELETE FROM scoped_feature_flag_states WHERE feature_name = 'plain'`)
    await hidden(world.db, `UPDATE scoped_feature_rollouts SET stage = 'fifty_percent' WHERE feature_name = 'half'`)
    await hidden(world.db, `UPDATE users SET is_internal = false WHERE id = '10'`)
  })

  test('the answer says that nothing came from the cache, takes hints, and knows no archived feature', async () => {
    const past = { bypassCache: true, explain: true }
    const answer = await askAsAdmin('full', project('12', { publisherId: '4' }), past)
    expect(answer).toMatchObject({
      reason: 'publisher_denied',
      cache: { rules: 'miss', resource: 'miss', actor: 'miss' },
      hintMismatch: ['publisherId'],
      revision: world.doors.node.state.snapshot()?.n,
    })
    await expect(askAsAdmin('gone', project('12'), past)).rejects.toThrow(/^404: .*feature_not_found/)
  })
})

describe('explain', () => {
  test('tells the way to the answer, what would change it, what was at hand, and as of when', async () => {
    const resource = project('p20')
    const first = await ask('off', resource, { explain: true })
    const { reason, wouldAllow, trace, cache, revision, hintMismatch } = first
    expect({ reason, wouldAllow, hintMismatch }).toEqual({ reason: 'stage_off', wouldAllow: null, hintMismatch: [] })
    expect(trace?.map(({ step, outcome }) => `${step} ${outcome}`)).toEqual([
      'scope_state passed',
      'mode passed',
      'stage passed',
      'publisher_deny passed',
      'stage_off denied',
    ])
    expect(trace?.every(({ text }) => /\S.*\.$/.test(text))).toBe(true)
    expect(revision).toBe(world.doors.node.state.snapshot()?.n)
    expect(cache).toEqual({ rules: 'hit', resource: 'miss', actor: 'hit' })
    const second = await ask('off', resource, { explain: true })
    expect(second).toEqual({ ...first, cache: { rules: 'hit', resource: 'hit', actor: 'hit' } })
  })

  test.each([
    ['plain', project('12'), 'opt_in'],
    ['full', project('13'), 'remove_deny'],
    ['staff', project('12'), 'mark_internal'],
    ['full', project('12'), null],
  ])('of %s in %j finds the nearest change: %s', async (feature, resource, nearest) => {
    expect((await ask(feature, resource, { explain: true })).wouldAllow).toBe(nearest)
  })

  test('is not there unless it is asked for', async () => {
    const fields = 'bucket exemption feature hashVersion mode publisherId reason result stage stageSource'
    for (const more of [{}, { explain: false }])
      expect(
        Object.keys(await ask('half', project('12'), more))
          .sort()
          .join(' '),
      ).toBe(fields)
  })
})

test('an archived feature is not there', async () => {
  const body = JSON.stringify({ feature: 'gone', actor: ANYONE, resource: project('12') })
  const headers = { authorization: `Bearer ${world.key}`, 'content-type': 'application/json' }
  const answer = await postBytes(`${world.doors.url}/api/decision`, headers, body)
  expect(refusalOf(answer)).toEqual({ status: 404, code: 'feature_not_found', paths: [] })
  expect(await askAll(project('12'), { features: ['gone'] })).toEqual([
    { feature: 'gone', result: false, reason: 'feature_not_found' },
  ])
})

test('an exemption that expires takes effect by itself, and not before its time', async () => {
  const { rows } = await world.db.query(
    `INSERT INTO scoped_feature_exemptions (feature_name, publisher_id, effect, note, expires_at)
     VALUES ('full', '3', 'deny', 'soon over', now() + interval '3 seconds') RETURNING expires_at AS "expiresAt"`,
  )
  const judged = () => ask('full', project('12'), { explain: true })
  await expect.poll(async () => (await judged()).reason, { timeout: 5000, interval: 20 }).toBe('publisher_denied')
  const { revision, exemption } = await judged()
  expect(exemption).toEqual({ effect: 'deny', expiresAt: rows[0].expiresAt.toISOString() })
  await expect.poll(async () => (await judged()).reason, { timeout: 5000, interval: 20 }).toBe('stage_full')
  const { rows: after } = await world.db.query('SELECT clock_timestamp() >= $1 AS "isOver"', [rows[0].expiresAt])
  expect(after).toEqual([{ isOver: true }])
  expect(await judged()).toMatchObject({ revision, exemption: null })
})

describe('with more internal actors than are held at once', () => {
  const COUNT = 50_001
  const reasonFor = async (type: string, id: string, resource = project('12')) =>
    (await ask('staff', resource, { actor: { type, id } })).reason
  const setInternal = (id: string, isInternal: boolean) =>
    world.db.query('UPDATE users SET is_internal = $2 WHERE id = $1', [id, isInternal])

  beforeAll(async () => {
    await world.db.query(
      `INSERT INTO users (id, name, is_internal) SELECT 'i' || i, 'Staff', true FROM generate_series(1, ${COUNT}) i`,
    )
    await vi.waitFor(() => expect(world.doors.node.state.snapshot()?.internals).toBeNull(), 10_000)
  })

  test('decisions stay right', async () => {
    for (const [type, id] of [
      ['user', 'i1'],
      ['user', `i${COUNT}`],
      ['user', '9'],
      ['author', '7'],
    ] as const)
      expect([type, id, await reasonFor(type, id)]).toEqual([type, id, 'internal'])
    for (const [type, id] of [
      ['author', 'i1'],
      ['user', '7'],
      ['user', '10'],
      ['author', '9'],
      ['user', 'nobody'],
    ] as const)
      expect([type, id, await reasonFor(type, id)]).toEqual([type, id, 'not_internal'])
  })

  test('an actor and a resource that are both new are one question, and then none', async () => {
    const asked = await statements(() => reasonFor('user', 'i77', project('p30')))
    expect(asked.map(({ calls }) => calls)).toEqual([1])
    const tables = asked.flatMap(tablesRead)
    expect(tables).toEqual([...new Set(tables)])
    expect(await statements(() => reasonFor('user', 'i77', project('p30')))).toEqual([])
    expect(await statements(() => reasonFor('user', 'unknown', project('p30')))).toHaveLength(1)
    expect(await statements(() => reasonFor('user', 'unknown', project('p30')))).toEqual([])
  })

  test('a flag that changes is in force', async () => {
    const becomes = (id: string, reason: string) =>
      expect.poll(() => reasonFor('user', id), { timeout: 5000, interval: 20 }).toBe(reason)
    await becomes('i5', 'internal')
    await setInternal('i5', false)
    await becomes('i5', 'not_internal')
    await becomes('10', 'not_internal')
    await setInternal('10', true)
    await becomes('10', 'internal')
    expect(world.doors.node.state.snapshot()?.internals).toBeNull()
  })
})
