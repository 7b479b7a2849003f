import type { Account, FeatureReach } from '@/lib/contracts/api/accounts'
import {
  bucketOf,
  cohortHex,
  type Decision,
  type DecisionFacts,
  decide,
  isInCohort,
  type ResourceType,
} from '@/lib/rollout'
import { groupBy } from './group-by'
import type { FeatureAsked, ReachGroup } from './reach-groups'

interface Judged {
  readonly group: ReachGroup
  readonly decision: Decision
}

interface Counts {
  readonly projects: number
  readonly sections: number
}

function factsOf(account: Account, mode: FeatureAsked['mode'], group: ReachGroup, nowMs: number): DecisionFacts {
  const { effect, expiresAt, count: _count, ...facts } = group
  const exemption = effect === null ? null : { effect, expiresAt }
  const { type: actorType, id: actorId, isInternal } = account
  return { ...facts, mode, actorType, actorId, isInternal, isOptedIn: true, exemption, nowMs }
}

const countOf = (judged: readonly Judged[], type: ResourceType) =>
  judged.reduce((sum, { group }) => (group.resourceType === type ? sum + group.count : sum), 0)

const countsOf = (judged: readonly Judged[]): Counts => ({
  projects: countOf(judged, 'project'),
  sections: countOf(judged, 'section'),
})

function reasonsOf(judged: readonly Judged[]): FeatureReach['reasons'] {
  const alike = groupBy(judged, ({ decision: { reason, stage } }) => `${reason} ${stage}`)
  return [...alike.values()].flatMap((same) => {
    const [first] = same
    if (first === undefined) return []
    const { decision, group } = first
    const { reason, result, stage } = decision
    return [
      { reason, result, stage, resources: countsOf(same), example: { type: group.resourceType, id: group.resourceId } },
    ]
  })
}

/** What an account can reach of a feature and why: each group of opted-in resources judged by the core. */
export function featureReach(
  account: Account,
  { name, mode }: FeatureAsked,
  groups: readonly ReachGroup[],
  nowMs: number,
): FeatureReach {
  const judged = groups.map((group) => ({ group, decision: decide(factsOf(account, mode, group, nowMs)) }))
  const hex = mode === 'canary' ? cohortHex(name, account.type, account.id) : null
  const cohort =
    hex === null
      ? null
      : { fivePercent: isInCohort(hex, 'five_percent'), fiftyPercent: isInCohort(hex, 'fifty_percent') }
  return {
    feature: name,
    mode,
    bucket: hex === null ? null : bucketOf(hex),
    cohort,
    optedIn: countsOf(judged),
    allowed: countsOf(judged.filter(({ decision }) => decision.result)),
    reasons: reasonsOf(judged),
  }
}
