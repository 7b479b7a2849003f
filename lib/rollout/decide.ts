import { bucketOf, cohortHex, isInCohort } from './cohort'
import type { Decision, DecisionFacts, ExemptionInForce, StageSource } from './decision'
import { exemptionInForce } from './exemption'
import { isReadable } from './readable'
import { isAllow } from './reason'
import { effectiveStage } from './stage'
import {
  HASH_VERSION,
  isRolloutMode,
  type Reason,
  type RolloutMode,
  type Stage,
  type StageSourceType,
} from './vocabulary'

const FROM_GLOBAL: StageSource = Object.freeze({ scopeType: 'global', scopeId: null })
const FROM_DEFAULT: StageSource = Object.freeze({ scopeType: 'default', scopeId: null })

/**
 * May this actor use this feature in this resource? Steps 2 to 11 of decision.md, "The order of judgement";
 * step 1, the unknown feature, is the caller's. Never throws: facts that can't be read deny, `repository_error`.
 */
export function decide(facts: DecisionFacts): Decision {
  try {
    return isReadable(facts) ? judge(facts) : denyUnreadable(facts.feature, facts.mode)
  } catch {
    return denyUnreadable(facts.feature, facts.mode)
  }
}

/** The fail-closed answer where there are no facts, or none to be trusted. A mode that is not one becomes null. */
export function denyUnreadable(feature: string, mode: RolloutMode | null): Decision {
  const subject = {
    feature: typeof feature === 'string' ? feature : '',
    mode: isRolloutMode(mode) ? mode : null,
    publisherId: null,
  }
  return answer(subject, 'repository_error', null, null, null, null)
}

function judge(facts: DecisionFacts): Decision {
  if (!facts.isOptedIn) return answer(facts, 'scope_disabled', null, null, null, null)
  if (facts.mode === 'scoped_only') return answer(facts, 'enabled', 'full', null, null, null)
  const { projectStage: project, sectionStage: section, globalStage: global } = facts
  const { stage, source } = effectiveStage({ project, section, global })
  const exemption = exemptionInForce(facts.exemption, facts.nowMs)
  const from = stageSource(source, facts)
  const reason = reasonBeforeCohort(stage, exemption, facts.isInternal)
  if (reason !== null) return answer(facts, reason, stage, from, exemption, null)
  const hex = cohortHex(facts.feature, facts.actorType, facts.actorId)
  const verdict = isInCohort(hex, stage) ? 'cohort_allow' : 'cohort_deny'
  return answer(facts, verdict, stage, from, exemption, bucketOf(hex))
}

/** Steps 5 to 10; null: the cohort decides. */
function reasonBeforeCohort(stage: Stage, exemption: ExemptionInForce | null, isInternal: boolean): Reason | null {
  if (exemption?.effect === 'deny') return 'publisher_denied'
  if (stage === 'off') return 'stage_off'
  if (exemption?.effect === 'force_enable') return 'publisher_force_enable'
  if (stage === 'full') return 'stage_full'
  if (isInternal) return 'internal'
  if (stage === 'internal_only') return 'not_internal'
  return null
}

function stageSource(scopeType: StageSourceType, facts: DecisionFacts): StageSource {
  switch (scopeType) {
    case 'project':
      return { scopeType, scopeId: facts.projectId }
    case 'section':
      return { scopeType, scopeId: facts.resourceId }
    case 'global':
      return FROM_GLOBAL
    case 'default':
      return FROM_DEFAULT
    default:
      return scopeType satisfies never
  }
}

/** The only maker of answers: what a reason allows and which fields stay null cannot differ between them. */
function answer(
  { feature, mode, publisherId }: Pick<Decision, 'feature' | 'mode' | 'publisherId'>,
  reason: Reason,
  stage: Stage | null,
  from: StageSource | null,
  exemption: ExemptionInForce | null,
  bucket: number | null,
): Decision {
  return {
    feature,
    result: isAllow(reason),
    reason,
    mode,
    stage,
    stageSource: from,
    publisherId,
    exemption,
    hashVersion: bucket === null ? null : HASH_VERSION,
    bucket,
  }
}
