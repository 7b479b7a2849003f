import { cohortHex, isInCohort } from './cohort'
import { decide } from './decide'
import type { DecisionFacts } from './decision'
import { stepsBetween } from './stage'
import { type ActorType, STAGES, type Stage } from './vocabulary'

/** All that a decision depends on, but who asks. */
export type ResourceFacts = Omit<DecisionFacts, 'actorType' | 'actorId' | 'isInternal'>

/** All that a decision knows of who asks. */
export type ActorFacts = Pick<DecisionFacts, 'actorType' | 'actorId' | 'isInternal'>

/**
 * The stage that a resource stands at for those who ask there, all things counted: `off` admits no one (not opted in,
 * denied, off, or facts that can't be read), `full` everyone (scoped only, force-enabled, full), and the three between
 * admit as on the ladder. Read off `decide`'s own answers to someone internal and to someone who is not.
 */
export function admissionOf(facts: ResourceFacts): Stage {
  const outside = decide({ ...facts, actorType: 'user', actorId: '-', isInternal: false })
  if (outside.bucket !== null) return outside.stage ?? 'off'
  if (outside.result) return 'full'
  return decide({ ...facts, actorType: 'user', actorId: '-', isInternal: true }).result ? 'internal_only' : 'off'
}

/** The lowest stage that admits an actor to a feature; no lower than `internal_only`. One hash, none for an internal. */
export function entryStage(feature: string, { actorType, actorId, isInternal }: ActorFacts): Stage {
  return isInternal ? 'internal_only' : entryByCohort(feature, actorType, actorId)
}

function entryByCohort(feature: string, actorType: ActorType, actorId: string): Stage {
  const hex = cohortHex(feature, actorType, actorId)
  return STAGES.find((stage) => isInCohort(hex, stage)) ?? 'full'
}

/** Whether a resource at the admission lets in an actor of the entry stage: the decision, said in two words. */
export function isAdmitted(entry: Stage, admission: Stage): boolean {
  return stepsBetween(entry, admission) >= 0
}
