import type {
  ActorType,
  ExemptionEffect,
  Reason,
  ResourceType,
  RolloutMode,
  Stage,
  StageSourceType,
} from '@/lib/rollout'
import type { Route } from './http-counts'
import { openSeam } from './seam'

/** A decision that was made; `feature_not_found` where there was none to make. Never who asked: no id leaves by it. */
export interface DecisionMade {
  readonly feature: string
  readonly mode: RolloutMode | null
  readonly stage: Stage | null
  /** Where the stage in force was set. */
  readonly scopeType: StageSourceType | null
  readonly actorType: ActorType
  readonly resourceType: ResourceType
  readonly publisherId: string | null
  readonly result: boolean
  readonly reason: Reason | 'feature_not_found'
  readonly hashVersion: number | null
  /** Whether all that it took was in memory. */
  readonly cacheHit: boolean
  readonly revision: number
  /** From the question to the decision, loading included. */
  readonly seconds: number
}

interface Change {
  readonly revision: number
  /** Who made it: a console user, a key, an operator. Never which. */
  readonly by: string
  /** From the verb's first statement to the commit. */
  readonly seconds: number
}

/** `from` and `to`: null where there was or is no row. */
export interface StageChanged extends Change {
  readonly feature: string
  readonly scopeType: StageSourceType
  readonly from: Stage | null
  readonly to: Stage | null
}

export interface ExemptionChanged extends Change {
  readonly feature: string
  readonly publisherId: string
  readonly from: ExemptionEffect | null
  readonly to: ExemptionEffect | null
}

/** A project or a section was opted in or out. */
export interface ScopeChanged extends Change {
  readonly feature: string
  readonly scopeType: ResourceType
  readonly from: boolean
  readonly to: boolean
}

/** An account became internal, or is so no longer. */
export interface AccountChanged extends Change {
  readonly actorType: ActorType
  readonly from: boolean
  readonly to: boolean
}

/** Any change that was committed, once; its audit entries tell the rest. */
export interface CommittedChange extends Change {
  readonly requestId: string
  /** The last of its audit entries. */
  readonly auditEntry: number
}

/** Facts that a decision lacked were read. */
export interface FactsLoaded {
  readonly facts: number
  readonly result: 'loaded' | 'failed'
  readonly seconds: number
}

/** This process took over a later state. */
export interface Invalidated {
  readonly revision: number
  /** Whether everything was read again. */
  readonly isFull: boolean
  /** Facts dropped from the caches, where not all of them. */
  readonly dropped: number
  /** From the commit of the oldest change that it takes over; null: none was announced. */
  readonly seconds: number | null
}

/** A request that was answered. */
export interface Answer {
  readonly route: Route
  readonly method: string
  readonly status: number
  readonly requestId: string
  /** The caller's W3C trace context. */
  readonly traceparent: string | undefined
  /** On the monotonic clock of the process. */
  readonly startedAtMs: number
  readonly seconds: number
}

/** What happens in this process, for instruments to hear (docs/telemetry.md): ours, and anybody's. */
export const seams = {
  decision: openSeam<DecisionMade>('feature_flag.decision'),
  stageChanged: openSeam<StageChanged>('feature_flag.rollout_stage_changed'),
  exemptionChanged: openSeam<ExemptionChanged>('feature_flag.exemption_changed'),
  scopeChanged: openSeam<ScopeChanged>('feature_flag.scope_changed'),
  accountChanged: openSeam<AccountChanged>('account.internal_changed'),
  committed: openSeam<CommittedChange>('change.committed'),
  cache: openSeam<FactsLoaded>('cache.facts_loaded'),
  invalidation: openSeam<Invalidated>('invalidation.applied'),
  answer: openSeam<Answer>('http.answer'),
}
