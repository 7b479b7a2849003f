/** The pure core: who may use what, why, and how a stage may change. No I/O, no clock, no packages. */
export type { ActorFacts, ResourceFacts } from './admission'
export { bucketOf, cohortHex, isInCohort } from './cohort'
export { type ContextsVerdict, judgeContexts, type OptInCounts, supports } from './contexts'
export { decide, denyUnreadable } from './decide'
export type { Decision, DecisionFacts, ExemptionFacts, ExemptionInForce, StageSource } from './decision'
export { exemptionInForce } from './exemption'
export {
  type ExemptionVerdict,
  judgeExemption,
  type StandingExemption,
  type WantedExemption,
} from './exemption-change'
export { type Explanation, explain, type StepOutcome, type TraceStep } from './explain'
export {
  type Audience,
  createImpact,
  type ExemptPublisher,
  type Impact,
  type ImpactEffect,
  type ResourceCounts,
} from './impact'
export type { ImpactChange } from './impact-change'
export { JUDGMENT_STEPS, type JudgmentStep } from './judgment-step'
export {
  type ChangeRequest,
  type Direction,
  judgeClear,
  judgeImport,
  judgeSet,
  type LadderRefusal,
  type LadderVerdict,
} from './ladder'
export { judgeModeChange, type ModeVerdict, type PlacedStage } from './mode-change'
export { FEATURE_NAME, isFeatureName, isId } from './names'
export {
  type GlobalPlace,
  inheritedStage,
  type Place,
  type ProjectPlace,
  type ScopedPlace,
  type SectionPlace,
  type SectionRaise,
} from './place'
export { isAllow } from './reason'
export { type EffectiveStage, effectiveStage, nextStage, type OwnStages, stepsBetween } from './stage'
export {
  ACTOR_TYPES,
  type ActorType,
  EXEMPTION_EFFECTS,
  type ExemptionEffect,
  FEATURE_CONTEXTS,
  type FeatureContext,
  HASH_VERSION,
  isRolloutMode,
  isStage,
  REASONS,
  RESOURCE_TYPES,
  type Reason,
  type ResourceType,
  ROLLOUT_MODES,
  type RolloutMode,
  SCOPE_TYPES,
  type ScopeType,
  STAGE_PERCENT,
  STAGES,
  type Stage,
  type StageSourceType,
} from './vocabulary'
export { NEAREST_CHANGES, type NearestChange } from './would-allow'
