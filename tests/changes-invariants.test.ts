import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ChangeError } from '@/lib/changes/errors'
import { type FeatureContext, type RolloutMode, STAGES, type Stage, supports } from '@/lib/rollout'
import { PROJECTS, PUBLISHERS, SECTIONS, type VerbCall, verbCalls } from './support/fact-verbs'
import { type Aviary, migratedDatabases } from './support/import'
import { SYSTEM_ADMIN } from './support/principals'
import { presentFacts, replayedFacts } from './support/trail'
import { type Written, written } from './support/written'

const { shared } = migratedDatabases()
const aviary = shared((fresh) =>
  fresh.load({
    publishers: PUBLISHERS.map((id) => ({ id, name: 'Press' })),
    projects: PROJECTS.map((id) => ({ id, title: 'Chemistry' })),
    sections: SECTIONS.map(({ id, projectId }) => ({ id, title: 'Chem 101', projectId })),
  }),
)

interface World {
  readonly feature: { contexts: FeatureContext; mode: RolloutMode; isArchived: boolean } | null
  readonly stages: ReadonlyMap<string, Stage>
  readonly versions: ReadonlyMap<string, number>
  readonly optedIn: readonly { scopeType: 'project' | 'section' }[]
}

async function look({ rows }: Aviary, feature: string): Promise<World> {
  const [found] = await rows(
    `SELECT contexts, rollout_mode AS mode, archived_at IS NOT NULL AS "isArchived", version::int FROM features WHERE name = $1`,
    [feature],
  )
  const stages = await rows(
    `SELECT concat(scope_type, ' ', scope_id) AS name, stage, version::int FROM scoped_feature_rollouts WHERE feature_name = $1
     UNION ALL SELECT concat('publisher ', publisher_id), NULL, version::int FROM scoped_feature_exemptions WHERE feature_name = $1`,
    [feature],
  )
  const optedIn = await rows<World['optedIn'][number]>(
    `SELECT CASE WHEN project_id IS NULL THEN 'section' ELSE 'project' END AS "scopeType"
     FROM scoped_feature_flag_states WHERE feature_name = $1`,
    [feature],
  )
  return {
    feature: (found as World['feature']) ?? null,
    stages: new Map(stages.filter(({ stage }) => stage !== null).map(({ name, stage }) => [name, stage])),
    versions: new Map([...stages.map(({ name, version }) => [name, version] as const), ['feature', found?.version]]),
    optedIn,
  }
}

/** The rung in force at each resource, told apart from the code: project, else section, else global, else off. */
function rungs({ stages }: World): number[] {
  const at = (...names: string[]) => {
    const name = names.find((it) => stages.has(it))
    return STAGES.indexOf(stages.get(name ?? '') ?? 'off')
  }
  return [
    ...PROJECTS.map((id) => at(`project ${id}`, 'global ')),
    ...SECTIONS.map(({ id, projectId }) => at(`project ${projectId}`, `section ${id}`, 'global ')),
  ]
}

const ownRung = (world: World, name: string) => STAGES.indexOf(world.stages.get(name) ?? 'off')

function checkLadder({ kind, what }: VerbCall, before: World, after: World): void {
  const [from, to] = [rungs(before), rungs(after)]
  if (kind === 'stage') {
    for (const [at, rung] of to.entries()) expect(rung - (from[at] ?? 0), what).toBeLessThanOrEqual(1)
    for (const [name, stage] of after.stages)
      if (before.stages.has(name)) expect(STAGES.indexOf(stage) - ownRung(before, name), what).toBeLessThanOrEqual(1)
  } else if (kind === 'restore' && before.feature?.isArchived) {
    expect(to, what).toEqual(to.map(() => 0))
    expect(after.feature, what).toMatchObject({ mode: 'canary', isArchived: false })
  } else if (kind === 'feature' && before.feature?.mode !== after.feature?.mode) {
    if (after.feature?.mode === 'canary') expect(ownRung(after, 'global ')).toBe(4)
    else expect([...after.stages.values(), after.stages.get('global ')].every((stage) => stage === 'full')).toBe(true)
  } else expect(to, what).toEqual(from)
}

function checkTrail({ result, entries, revisions }: Written<{ changed: boolean } | string>, what: string): void {
  const hasChanged = typeof result !== 'string' && result.changed
  expect([entries.length > 0, revisions], what).toEqual(hasChanged ? [true, 1] : [false, 0])
  for (const entry of entries) expect(entry, what).toMatchObject({ requestId: what, actorName: SYSTEM_ADMIN.name })
}

let runs = 0
const outcomes = new Map<string, number>()

async function tryCall(call: VerbCall, feature: string): Promise<void> {
  const before = await look(aviary(), feature)
  const context = { pool: aviary().pool, principal: SYSTEM_ADMIN, requestId: call.what }
  const done = await written(aviary(), () =>
    call
      .run(context, feature, (name) => before.versions.get(name) ?? null)
      .then(
        ({ value }) => value,
        (error) => {
          if (!(error instanceof ChangeError)) throw error
          return error.code
        },
      ),
  )
  const outcome = typeof done.result === 'string' ? done.result : `changed: ${done.result.changed}`
  outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
  const after = await look(aviary(), feature)
  checkTrail(done, call.what)
  checkLadder(call, before, after)
  const { contexts = 'both' } = after.feature ?? {}
  for (const { scopeType } of after.optedIn) expect(supports(contexts, scopeType), call.what).toBe(true)
}

test('whatever is asked of the verbs, the trail tells it all, and no stage rises by more than a step', async () => {
  await fc.assert(
    fc.asyncProperty(verbCalls, async (calls) => {
      const feature = `run-${runs++}`
      await aviary().rows(
        `INSERT INTO features (name, description, contexts, rollout_mode) VALUES ($1, 'A feature', 'both', 'canary')`,
        [feature],
      )
      for (const call of calls) await tryCall(call, feature)
      expect(await replayedFacts(aviary())).toEqual(await presentFacts(aviary()))
    }),
    { numRuns: 25, endOnFailure: true },
  )
  // A property that never meets them says nothing about them.
  const met = ['changed: true', 'changed: false', 'version_conflict', 'stage_skipped', 'reason_required']
  const others = [
    'feature_archived',
    'feature_exists',
    'place_not_found',
    'scope_unsupported',
    'contexts_in_use',
    'invalid_request',
  ]
  for (const outcome of [...met, ...others]) expect(outcomes.get(outcome) ?? 0, outcome).toBeGreaterThan(0)
}, 240_000)
