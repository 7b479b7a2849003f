import type { ResourceFacts } from './admission'
import type { ExemptionFacts } from './decision'
import type { ActorType, ResourceType, RolloutMode, ScopeType, Stage } from './vocabulary'

/** A change not yet made, of the facts that decisions of one feature depend on. */
export type ImpactChange =
  | {
      readonly kind: 'stage'
      readonly scopeType: ScopeType
      readonly scopeId: string | null
      /** null: the own rollout is cleared. */
      readonly stage: Stage | null
    }
  | {
      readonly kind: 'exemption'
      readonly publisherId: string
      /** null: removed. */
      readonly exemption: ExemptionFacts | null
    }
  | {
      readonly kind: 'opt_in'
      readonly resourceType: ResourceType
      readonly resourceId: string
      readonly isOptedIn: boolean
    }
  | {
      readonly kind: 'mode'
      readonly mode: RolloutMode
      /** The global stage that the same change sets (`judgeModeChange`); null: none. */
      readonly setGlobalTo: Stage | null
    }
  | {
      readonly kind: 'internal'
      readonly actorType: ActorType
      readonly actorId: string
      readonly isInternal: boolean
    }
  /** The feature is archived: nobody is asked about it any more, and whoever asks gets none. */
  | { readonly kind: 'archive' }

/** Whether a change touches what is decided in a resource: for a stage, the place itself and what lies below it. */
export function isInReach(facts: ResourceFacts, change: ImpactChange): boolean {
  switch (change.kind) {
    case 'stage':
      return isBelow(facts, change.scopeType, change.scopeId)
    case 'exemption':
      return facts.publisherId === change.publisherId
    case 'opt_in':
      return facts.resourceType === change.resourceType && facts.resourceId === change.resourceId
    case 'mode':
    case 'internal':
    case 'archive':
      return true
    default:
      return change satisfies never
  }
}

function isBelow(facts: ResourceFacts, scopeType: ScopeType, scopeId: string | null): boolean {
  switch (scopeType) {
    case 'global':
      return true
    case 'project':
      return facts.projectId === scopeId
    case 'section':
      return facts.resourceType === 'section' && facts.resourceId === scopeId
    default:
      return scopeType satisfies never
  }
}

/** A resource's facts as the change leaves them; the very same object where it does not touch them. */
export function afterChange(facts: ResourceFacts, change: ImpactChange): ResourceFacts {
  if (!isInReach(facts, change)) return facts
  switch (change.kind) {
    case 'stage':
      return { ...facts, [STAGE_FIELD[change.scopeType]]: change.stage }
    case 'exemption':
      return { ...facts, exemption: change.exemption }
    case 'opt_in':
      return { ...facts, isOptedIn: change.isOptedIn }
    case 'mode':
      return { ...facts, mode: change.mode, globalStage: change.setGlobalTo ?? facts.globalStage }
    case 'internal':
      return facts
    // As open as a place that is not opted in.
    case 'archive':
      return { ...facts, isOptedIn: false }
    default:
      return change satisfies never
  }
}

const STAGE_FIELD = { global: 'globalStage', project: 'projectStage', section: 'sectionStage' } as const
