import type { RolloutMode, Stage } from '@/lib/rollout'

/** A feature as the board shows it. */
export interface FeatureSummary {
  readonly name: string
  readonly description: string
  readonly contexts: 'authoring' | 'delivery' | 'both'
  readonly mode: RolloutMode
  /** The global stage; null in mode `scoped_only`, which has none. */
  readonly stage: Stage | null
  /** Whether somebody set the stage, or it is `off` because nobody did. */
  readonly isStageSet: boolean
  readonly optedIn: { readonly projects: number; readonly sections: number }
  /** Projects and sections with a stage of their own. */
  readonly ownStages: number
  /** Exemptions in force. */
  readonly exemptions: { readonly deny: number; readonly forceEnable: number }
}

/** Every feature not archived, by name, as of one revision. */
export interface FeatureBoard {
  readonly revision: number
  readonly features: readonly FeatureSummary[]
}
