import { STAGES, type Stage, type StageSourceType } from './vocabulary'

/** The stages set at the places that a resource may take its stage from; null where nothing is set. */
export interface OwnStages {
  readonly project: Stage | null
  readonly section: Stage | null
  readonly global: Stage | null
}

export interface EffectiveStage {
  readonly stage: Stage
  readonly source: StageSourceType
}

/**
 * The stage in force and where it comes from: the project's, else the section's, else the global one, else `off`.
 * The only home of this precedence; decision.md, "The order of judgement", step 4. Leave out what does not apply (null).
 */
export function effectiveStage({ project, section, global }: OwnStages): EffectiveStage {
  if (project !== null) return { stage: project, source: 'project' }
  if (section !== null) return { stage: section, source: 'section' }
  if (global !== null) return { stage: global, source: 'global' }
  return { stage: 'off', source: 'default' }
}

/** How many steps up the ladder lead from one stage to another; negative on the way down. */
export function stepsBetween(from: Stage, to: Stage): number {
  return STAGES.indexOf(to) - STAGES.indexOf(from)
}

/** The stage one step up, or null at `full`. */
export function nextStage(stage: Stage): Stage | null {
  return STAGES[STAGES.indexOf(stage) + 1] ?? null
}
