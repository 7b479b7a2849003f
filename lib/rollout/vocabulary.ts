/** The closed vocabulary of decision.md, section "Words". Everything else in the product speaks these words. */

/** The ladder, lowest first. */
export const STAGES = ['off', 'internal_only', 'five_percent', 'fifty_percent', 'full'] as const
export type Stage = (typeof STAGES)[number]

/** The share of actors that each stage admits by cohort, in percent. */
export const STAGE_PERCENT: Readonly<Record<Stage, number>> = {
  off: 0,
  internal_only: 0,
  five_percent: 5,
  fifty_percent: 50,
  full: 100,
}

export const ROLLOUT_MODES = ['scoped_only', 'canary'] as const
export type RolloutMode = (typeof ROLLOUT_MODES)[number]

export const FEATURE_CONTEXTS = ['authoring', 'delivery', 'both'] as const
export type FeatureContext = (typeof FEATURE_CONTEXTS)[number]

export const ACTOR_TYPES = ['author', 'user'] as const
export type ActorType = (typeof ACTOR_TYPES)[number]

export const RESOURCE_TYPES = ['project', 'section'] as const
export type ResourceType = (typeof RESOURCE_TYPES)[number]

/** The places that can hold a rollout. */
export const SCOPE_TYPES = ['global', 'project', 'section'] as const
export type ScopeType = (typeof SCOPE_TYPES)[number]

/** Where the stage in force comes from: a place, or nowhere at all. */
export type StageSourceType = ScopeType | 'default'

export const EXEMPTION_EFFECTS = ['deny', 'force_enable'] as const
export type ExemptionEffect = (typeof EXEMPTION_EFFECTS)[number]

/** Why a decision is what it is; decision.md, section "The order of judgement". */
export const REASONS = [
  'scope_disabled',
  'enabled',
  'publisher_denied',
  'stage_off',
  'publisher_force_enable',
  'stage_full',
  'internal',
  'not_internal',
  'cohort_allow',
  'cohort_deny',
  'repository_error',
] as const
export type Reason = (typeof REASONS)[number]

/** The version of the cohort's hash contract. Raising it moves actors between cohorts: docs/hash-contract.md. */
export const HASH_VERSION = 1

// Spelled out, not `includes`: both run several times in every decision.

/** Whether a value, from a row or from outside, is one of the five stages. */
export function isStage(value: unknown): value is Stage {
  return (
    value === 'off' ||
    value === 'internal_only' ||
    value === 'five_percent' ||
    value === 'fifty_percent' ||
    value === 'full'
  )
}

/** Whether a value, from a row or from outside, is one of the two rollout modes. */
export function isRolloutMode(value: unknown): value is RolloutMode {
  return value === 'canary' || value === 'scoped_only'
}
