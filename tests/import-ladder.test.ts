import { describe, expect, test } from 'vitest'
import type { StateDocument } from '@/lib/contracts/state-document'
import { type Aviary, migratedDatabases } from './support/import'

const { fresh, shared } = migratedDatabases()

type Rollout = NonNullable<StateDocument['rollouts']>[number]
type Stage = Rollout['stage']

const global = (feature: string, stage: Stage): Rollout => ({ feature, scopeType: 'global', scopeId: null, stage })
const project = (feature: string, stage: Stage, scopeId = 'p1'): Rollout => ({
  feature,
  scopeType: 'project',
  scopeId,
  stage,
})
const section = (feature: string, stage: Stage, scopeId = 's1'): Rollout => ({
  feature,
  scopeType: 'section',
  scopeId,
  stage,
})
const feature = (name: string, rolloutMode: 'canary' | 'scoped_only' = 'canary') => ({
  name,
  description: 'd',
  contexts: ['both' as const],
  rolloutMode,
})
const rollouts = (...given: Rollout[]) => ({ rollouts: given })

/** Each feature is named for the situation that it stands in. */
async function stock(aviary: Aviary): Promise<void> {
  await aviary.load(
    {
      projects: ['p1', 'p2'].map((id) => ({ id, title: id })),
      sections: [
        { id: 's1', title: 's1', projectId: 'p1' },
        { id: 's2', title: 's2', projectId: 'p1' },
        { id: 's3', title: 's3', projectId: 'p2' },
        { id: 's4', title: 's4' },
      ],
      features: [
        ...['nowhere', 'off', 'five', 'by_project', 'low_section', 'full', 'nearly_full'].map((name) => feature(name)),
        ...['scoped', 'scoped_with_rollouts'].map((name) => feature(name, 'scoped_only')),
      ],
      rollouts: [
        global('off', 'off'),
        global('five', 'five_percent'),
        global('by_project', 'fifty_percent'),
        project('by_project', 'internal_only'),
        global('low_section', 'fifty_percent'),
        section('low_section', 'off'),
        global('full', 'full'),
        project('full', 'full'),
        global('nearly_full', 'full'),
        project('nearly_full', 'fifty_percent'),
        global('scoped_with_rollouts', 'fifty_percent'),
      ],
    },
    { reason: 'moving over' },
  )
}

interface Case {
  readonly title: string
  readonly document: Partial<StateDocument>
  readonly reason?: string
  readonly faults?: [path: string, code: string][]
  readonly created?: string[]
  readonly changed?: string[]
  readonly started?: string[]
}

const SKIPPED: [string, string][] = [['rollouts[0].stage', 'stage_skipped']]
const UNREASONED: [string, string][] = [['rollouts[0].stage', 'reason_required']]

const CASES: Case[] = [
  {
    title: 'goes one step forward without a reason',
    document: rollouts(global('off', 'internal_only')),
    changed: ['rollout off global'],
  },
  {
    title: 'never skips a step where a rollout exists',
    document: rollouts(global('off', 'five_percent')),
    reason: 'r',
    faults: SKIPPED,
  },
  { title: 'does not go backward without a reason', document: rollouts(global('five', 'off')), faults: UNREASONED },
  {
    title: 'goes backward any number of steps with a reason',
    document: rollouts(global('five', 'off')),
    reason: 'r',
    changed: ['rollout five global'],
  },
  { title: 'leaves a stage that is there already', document: rollouts(global('five', 'five_percent')) },
  {
    title: 'needs no reason for a first step',
    document: rollouts(global('nowhere', 'internal_only')),
    created: ['rollout nowhere global'],
  },
  {
    title: 'needs no reason to pin what is in force',
    document: rollouts(project('five', 'five_percent')),
    created: ['rollout five project p1'],
  },
  {
    title: 'starts above the next step only with a reason',
    document: rollouts(global('nowhere', 'full')),
    faults: UNREASONED,
  },
  {
    title: 'starts at any stage with a reason, and says so',
    document: rollouts(global('nowhere', 'full')),
    reason: 'r',
    created: ['rollout nowhere global'],
    started: ['rollout nowhere global'],
  },
  {
    title: 'goes one step beyond what a place inherits',
    document: rollouts(project('five', 'fifty_percent')),
    created: ['rollout five project p1'],
  },
  {
    title: 'needs a reason below what a place inherits',
    document: rollouts(section('five', 'off')),
    faults: UNREASONED,
  },
  {
    title: 'is no start below what a place inherits',
    document: rollouts(section('five', 'off')),
    reason: 'r',
    created: ['rollout five section s1'],
  },
  {
    title: "takes a project's stage, not the global one, for a section's origin",
    document: rollouts(section('by_project', 'five_percent')),
    created: ['rollout by_project section s1'],
  },
  {
    title: 'starts a project together with the sections that follow it',
    document: rollouts(project('nowhere', 'full')),
    reason: 'r',
    created: ['rollout nowhere project p1'],
    started: ['rollout nowhere project p1'],
  },
  {
    title: 'never raises a section of its own stage by more than one step',
    document: rollouts(project('low_section', 'fifty_percent')),
    reason: 'r',
    faults: SKIPPED,
  },
  {
    title: 'never starts a project over such a section',
    document: rollouts(project('low_section', 'full')),
    reason: 'r',
    faults: SKIPPED,
  },
  {
    title: 'raises such a section by one step',
    document: rollouts(project('low_section', 'internal_only')),
    reason: 'r',
    created: ['rollout low_section project p1'],
  },
  {
    title: 'lets such a section go where the document moves it out of the project',
    document: {
      sections: [{ id: 's1', title: 's1', projectId: 'p2' }],
      ...rollouts(project('low_section', 'fifty_percent')),
    },
    created: ['rollout low_section project p1'],
    changed: ['section s1'],
  },
  {
    title: 'takes for an origin the state before the import',
    document: rollouts(section('off', 'five_percent'), global('off', 'internal_only')),
    faults: UNREASONED,
  },
  {
    title: 'takes for an origin the state before the import, so that only the override is a start',
    document: rollouts(section('off', 'five_percent'), global('off', 'internal_only')),
    reason: 'r',
    created: ['rollout off section s1'],
    changed: ['rollout off global'],
    started: ['rollout off section s1'],
  },
  {
    title: 'starts a new feature at off',
    document: {
      features: [feature('new')],
      rollouts: [global('new', 'internal_only'), project('new', 'five_percent')],
    },
    faults: [['rollouts[1].stage', 'reason_required']],
  },
  {
    title: 'judges a section where the document puts it',
    document: {
      sections: [{ id: 's4', title: 's4', projectId: 'p1' }],
      ...rollouts(section('by_project', 'internal_only', 's4')),
    },
    created: ['rollout by_project section s4'],
    changed: ['section s4'],
  },
  {
    title: 'judges a new section where the document puts it',
    document: {
      sections: [{ id: 's5', title: 's5', projectId: 'p1' }],
      ...rollouts(section('by_project', 'off', 's5')),
    },
    faults: UNREASONED,
  },
  {
    title: 'leaves canary where every stage is full',
    document: { features: [feature('full', 'scoped_only')] },
    changed: ['feature full'],
  },
  {
    title: 'does not leave canary where a stage is not full',
    document: { features: [feature('nearly_full', 'scoped_only')] },
    faults: [['features[0].rolloutMode', 'stage_skipped']],
  },
  {
    title: 'leaves canary where the document takes the last stage to full',
    document: { features: [feature('nearly_full', 'scoped_only')], ...rollouts(project('nearly_full', 'full')) },
    changed: ['feature nearly_full', 'rollout nearly_full project p1'],
  },
  {
    title: 'does not leave canary where there is no rollout',
    document: { features: [feature('nowhere', 'scoped_only')] },
    faults: [['features[0].rolloutMode', 'stage_skipped']],
  },
  {
    title: 'enters canary at full',
    document: { features: [feature('scoped')] },
    created: ['rollout scoped global'],
    changed: ['feature scoped'],
  },
  {
    title: 'enters canary at full where another stage was left over',
    document: { features: [feature('scoped_with_rollouts')] },
    changed: ['feature scoped_with_rollouts', 'rollout scoped_with_rollouts global'],
  },
  {
    title: 'enters canary below full only with a reason',
    document: { features: [feature('scoped')], ...rollouts(global('scoped', 'five_percent')) },
    faults: UNREASONED,
  },
  {
    title: 'enters canary below full with a reason, and that is no start',
    document: { features: [feature('scoped')], ...rollouts(global('scoped', 'five_percent')) },
    reason: 'r',
    created: ['rollout scoped global'],
    changed: ['feature scoped'],
  },
]

describe('an import', () => {
  const stocked = shared(stock)

  test.each(CASES)('$title', async ({ document, reason, faults = [], created, changed, started = [] }) => {
    const plan = await stocked().load(document, { dryRun: true, reason })
    expect(plan.faults.map(({ path, code }) => [path, code])).toEqual(faults)
    expect(plan.started.names).toEqual(started)
    if (faults.length > 0) return
    expect(plan.created.names.filter((name) => name.startsWith('rollout'))).toEqual(created ?? [])
    expect(plan.changed.names).toEqual(changed ?? [])
  })

  test('names the sections that a project would raise too far', async () => {
    const plan = await stocked().load(rollouts(project('low_section', 'full')), { dryRun: true, reason: 'r' })
    expect(plan.faults[0]?.message).toContain('section s1 from off')
  })

  test('names the step that would be skipped', async () => {
    const plan = await stocked().load(rollouts(global('off', 'full')), { dryRun: true, reason: 'r' })
    expect(plan.faults[0]?.message).toContain('from off to full')
  })

  test('names the places that keep a feature in canary mode', async () => {
    const document = { features: [feature('nearly_full', 'scoped_only')] }
    const plan = await stocked().load(document, { dryRun: true })
    expect(plan.faults[0]?.message).toContain('project p1 is fifty_percent')
  })

  test('sets the global rollout of a feature that enters canary, and audits it', async () => {
    const aviary = await fresh()
    await aviary.load({ features: [feature('x', 'scoped_only')] })
    const plan = await aviary.load({ features: [feature('x')] })
    expect(await aviary.rows('SELECT feature_name, stage FROM scoped_feature_rollouts')).toEqual([
      { feature_name: 'x', stage: 'full' },
    ])
    const entries = await aviary.rows('SELECT action FROM audit_events WHERE import_id = $1 ORDER BY id', [
      plan.importId,
    ])
    expect(entries.map(({ action }) => action)).toEqual(['feature.changed', 'rollout.added', 'import'])
  })

  test('audits a start as one, and the step beside it as a change', async () => {
    const aviary = await fresh()
    await stock(aviary)
    const document = rollouts(section('off', 'five_percent'), global('off', 'internal_only'))
    const plan = await aviary.load(document, { reason: 'r' })
    const entries = await aviary.rows(
      'SELECT action, scope_type, before, after FROM audit_events WHERE import_id = $1 ORDER BY action',
      [plan.importId],
    )
    expect(entries).toMatchObject([
      { action: 'import' },
      { action: 'import_start', scope_type: 'section', before: null, after: { stage: 'five_percent' } },
      { action: 'rollout.changed', scope_type: 'global', before: { stage: 'off' }, after: { stage: 'internal_only' } },
    ])
  })
})
