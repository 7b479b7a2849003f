import {
  type Decision,
  type DecisionFacts,
  type ExemptionFacts,
  RESOURCE_TYPES,
  type ResourceType,
  ROLLOUT_MODES,
  type RolloutMode,
  STAGES,
  type Stage,
} from '@/lib/rollout'
import vectors from '../cohort-vectors.json'

export const NOW_MS = Date.parse('2026-03-01T12:00:00.000Z')

/** The situations of the truth table, in the words of decision.md. */
export interface World {
  readonly mode: RolloutMode
  readonly isOptedIn: boolean
  readonly project: Stage | null
  readonly section: Stage | null
  readonly global: Stage | null
  readonly exemption: 'none' | 'deny' | 'force' | 'expired deny' | 'expired force'
  readonly isInternal: boolean
  readonly cohort: 'in 5' | 'in 50 only' | 'out'
  readonly resource: ResourceType
}

export const EXEMPTIONS: Readonly<Record<World['exemption'], ExemptionFacts | null>> = {
  none: null,
  deny: { effect: 'deny', expiresAt: NOW_MS + 1 },
  force: { effect: 'force_enable', expiresAt: NOW_MS + 1 },
  'expired deny': { effect: 'deny', expiresAt: NOW_MS },
  'expired force': { effect: 'force_enable', expiresAt: NOW_MS },
}

/** One actor of each kind, from the published vectors: not from the code under test. */
export const ACTORS: Readonly<Record<World['cohort'], { readonly id: string; readonly bucket: number }>> = {
  'in 5': actorFromVectors(true, true),
  'in 50 only': actorFromVectors(false, true),
  out: actorFromVectors(false, false),
}

function actorFromVectors(inFive: boolean, inFifty: boolean): { id: string; bucket: number } {
  const vector = vectors.vectors.find(
    (v) =>
      v.feature === 'adaptive_duplication' &&
      v.actorType === 'user' &&
      v.five_percent === inFive &&
      v.fifty_percent === inFifty,
  )
  if (vector === undefined) throw new Error('the vectors hold no such actor')
  return { id: vector.actorId, bucket: vector.bucket }
}

const BOOLEANS = [false, true] as const
export const STAGES_OR_NONE = [null, ...STAGES] as const

function product<const A, const B>(left: Iterable<A>, right: readonly B[]): (A & B)[] {
  return [...left].flatMap((a) => right.map((b) => ({ ...a, ...b })))
}

/** Every world there is; a project has no section to set a stage for. */
export function allWorlds(): readonly World[] {
  const places = product(
    product(
      RESOURCE_TYPES.map((resource) => ({ resource })),
      STAGES_OR_NONE.map((project) => ({ project })),
    ),
    STAGES_OR_NONE.map((section) => ({ section })),
  ).filter(({ resource, section }) => resource === 'section' || section === null)
  const withGlobal = product(
    places,
    STAGES_OR_NONE.map((global) => ({ global })),
  )
  const states = product(
    product(
      ROLLOUT_MODES.map((mode) => ({ mode })),
      BOOLEANS.map((isOptedIn) => ({ isOptedIn })),
    ),
    (Object.keys(EXEMPTIONS) as World['exemption'][]).map((exemption) => ({ exemption })),
  )
  const actors = product(
    BOOLEANS.map((isInternal) => ({ isInternal })),
    (Object.keys(ACTORS) as World['cohort'][]).map((cohort) => ({ cohort })),
  )
  return product(product(withGlobal, states), actors)
}

export function factsOf(world: World): DecisionFacts {
  const resourceId = world.resource === 'project' ? '12' : '77'
  return {
    feature: 'adaptive_duplication',
    mode: world.mode,
    actorType: 'user',
    actorId: ACTORS[world.cohort].id,
    isInternal: world.isInternal,
    resourceType: world.resource,
    resourceId,
    projectId: '12',
    publisherId: '3',
    isOptedIn: world.isOptedIn,
    projectStage: world.project,
    sectionStage: world.section,
    globalStage: world.global,
    exemption: EXEMPTIONS[world.exemption],
    nowMs: NOW_MS,
  }
}

/** The facts of one plain canary case at 50 percent that the cohort allows, with what a test changes. */
export function someFacts(changes: Partial<DecisionFacts> = {}): DecisionFacts {
  const world: World = {
    mode: 'canary',
    isOptedIn: true,
    project: null,
    section: null,
    global: 'fifty_percent',
    exemption: 'none',
    isInternal: false,
    cohort: 'in 50 only',
    resource: 'section',
  }
  return { ...factsOf(world), ...changes }
}

export const UNREADABLE: Omit<Decision, 'feature' | 'mode'> = {
  result: false,
  reason: 'repository_error',
  stage: null,
  stageSource: null,
  publisherId: null,
  exemption: null,
  hashVersion: null,
  bucket: null,
}
