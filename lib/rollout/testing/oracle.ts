import type { Decision, Reason } from '@/lib/rollout'
import { ACTORS, type World } from './worlds'

/** decision.md read a second time, as a table: the first line that fits gives the reason. Shares nothing with decide. */
const ORDER_OF_JUDGMENT: readonly (readonly [Reason, (world: World) => boolean])[] = [
  ['scope_disabled', (w) => !w.isOptedIn],
  ['enabled', (w) => w.mode === 'scoped_only'],
  ['publisher_denied', (w) => w.exemption === 'deny'],
  ['stage_off', (w) => stageOf(w) === 'off'],
  ['publisher_force_enable', (w) => w.exemption === 'force'],
  ['stage_full', (w) => stageOf(w) === 'full'],
  ['internal', (w) => w.isInternal],
  ['not_internal', (w) => stageOf(w) === 'internal_only'],
  ['cohort_allow', (w) => stageOf(w) === 'five_percent' && w.cohort === 'in 5'],
  ['cohort_allow', (w) => stageOf(w) === 'fifty_percent' && w.cohort !== 'out'],
  ['cohort_deny', () => true],
]

const ALLOWING: readonly Reason[] = ['enabled', 'publisher_force_enable', 'stage_full', 'internal', 'cohort_allow']

type Place = 'project' | 'section' | 'global'

function winner(world: World): Place | undefined {
  return (['project', 'section', 'global'] as const).find((place) => world[place] !== null)
}

function stageOf(world: World): string {
  const place = winner(world)
  return (place && world[place]) ?? 'off'
}

function sourceOf(world: World): Decision['stageSource'] {
  const ids = { project: '12', section: '77', global: null }
  const place = winner(world)
  return place ? { scopeType: place, scopeId: ids[place] } : { scopeType: 'default', scopeId: null }
}

function exemptionOf({ exemption }: World): Decision['exemption'] {
  const expiresAt = '2026-03-01T12:00:00.001Z'
  if (exemption === 'deny') return { effect: 'deny', expiresAt }
  return exemption === 'force' ? { effect: 'force_enable', expiresAt } : null
}

export function expectedReason(world: World): Reason {
  const line = ORDER_OF_JUDGMENT.find(([, fits]) => fits(world))
  if (line === undefined) throw new Error('the table has no last line')
  return line[0]
}

export function expectedAllow(world: World): boolean {
  return ALLOWING.includes(expectedReason(world))
}

/** The whole answer, by the table "What the answer holds". */
export function expectedDecision(world: World): Decision {
  const reason = expectedReason(world)
  const isJudgedByStage = !['scope_disabled', 'enabled'].includes(reason)
  const isJudgedByCohort = reason.startsWith('cohort_')
  return {
    feature: 'adaptive_duplication',
    result: ALLOWING.includes(reason),
    reason,
    mode: world.mode,
    stage: reason === 'enabled' ? 'full' : isJudgedByStage ? (stageOf(world) as Decision['stage']) : null,
    stageSource: isJudgedByStage ? sourceOf(world) : null,
    publisherId: '3',
    exemption: isJudgedByStage ? exemptionOf(world) : null,
    hashVersion: isJudgedByCohort ? 1 : null,
    bucket: isJudgedByCohort ? ACTORS[world.cohort].bucket : null,
  }
}

const UP: Readonly<Record<string, World['global']>> = {
  off: 'internal_only',
  internal_only: 'five_percent',
  five_percent: 'fifty_percent',
  fifty_percent: 'full',
  full: 'full',
}

/** The worlds one change away, nearest first. */
export function worldsNearby(world: World): readonly (readonly [string, World])[] {
  const place = winner(world) ?? 'global'
  return [
    ['opt_in', { ...world, isOptedIn: true }],
    ['remove_deny', world.exemption.endsWith('deny') ? { ...world, exemption: 'none' } : world],
    ['next_stage', { ...world, [place]: UP[stageOf(world)] }],
    ['mark_internal', { ...world, isInternal: true }],
    ['force_enable', { ...world, exemption: 'force' }],
  ]
}
