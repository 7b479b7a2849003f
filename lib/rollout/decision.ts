import type {
  ActorType,
  ExemptionEffect,
  HASH_VERSION,
  Reason,
  ResourceType,
  RolloutMode,
  Stage,
  StageSourceType,
} from './vocabulary'

/** A publisher's override for a feature, as stored. */
export interface ExemptionFacts {
  readonly effect: ExemptionEffect
  /** Epoch milliseconds from which it counts as absent; null: never. */
  readonly expiresAt: number | null
}

/** All that a decision depends on. Rows of one state: facts of two states must not be mixed. */
export interface DecisionFacts {
  readonly feature: string
  readonly mode: RolloutMode
  readonly actorType: ActorType
  readonly actorId: string
  readonly isInternal: boolean
  readonly resourceType: ResourceType
  readonly resourceId: string
  /** A section's base project, or null; a project's own id. */
  readonly projectId: string | null
  readonly publisherId: string | null
  readonly isOptedIn: boolean
  /** Own rollout of the project; null: none. */
  readonly projectStage: Stage | null
  /** Own rollout of the section; null: none, and always null where the resource is a project. */
  readonly sectionStage: Stage | null
  readonly globalStage: Stage | null
  /** What `publisherId` has for this feature, expired or not. */
  readonly exemption: ExemptionFacts | null
  /** The instant of judgment, epoch milliseconds of database time. */
  readonly nowMs: number
}

export interface StageSource {
  readonly scopeType: StageSourceType
  readonly scopeId: string | null
}

export interface ExemptionInForce {
  readonly effect: ExemptionEffect
  /** RFC 3339 in UTC; null: never expires. */
  readonly expiresAt: string | null
}

/** The answer; which fields are null for which reason: decision.md, "What the answer holds". */
export interface Decision {
  readonly feature: string
  readonly result: boolean
  readonly reason: Reason
  /** Null only with `repository_error`, where the mode could not be read. */
  readonly mode: RolloutMode | null
  readonly stage: Stage | null
  readonly stageSource: StageSource | null
  /** The resource's publisher as the facts name it; null: none, or `repository_error`. */
  readonly publisherId: string | null
  /** The unexpired exemption of that publisher, once the judgment has come as far as asking for it (step 5). */
  readonly exemption: ExemptionInForce | null
  readonly hashVersion: typeof HASH_VERSION | null
  readonly bucket: number | null
}
