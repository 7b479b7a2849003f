import type { Reason } from '@/lib/rollout'
import { createUnknownNames, type UnknownNames } from './unknown-names'

/** Decisions by reason. All reasons from the start: an object that keeps its shape is counted on fastest. */
export type ReasonCounts = Record<Reason, number>

/** Counts decisions by feature and reason: the hot path adds, others read and take. */
export interface DecisionTally {
  /** @param feature one that exists; null where that is not known, so that names from outside never fill the memory */
  add(feature: string | null, reason: Reason): void
  /** Decisions by reason since the beginning. */
  totals(): ReasonCounts
  /** Decisions by feature since the beginning. The names are as many as are told apart, and two that no feature can have. */
  byFeature(): ReadonlyMap<string, ReasonCounts>
  /** What was counted by feature since the last time, which then starts anew. */
  take(): ReadonlyMap<string, ReasonCounts>
  /** Names asked for that no feature has. */
  readonly unknown: UnknownNames
}

const none = (): ReasonCounts => ({
  scope_disabled: 0,
  enabled: 0,
  publisher_denied: 0,
  stage_off: 0,
  publisher_force_enable: 0,
  stage_full: 0,
  internal: 0,
  not_internal: 0,
  cohort_allow: 0,
  cohort_deny: 0,
  repository_error: 0,
})

function addTo(sum: ReasonCounts, counts: ReasonCounts): void {
  for (const reason in counts) sum[reason as Reason] += counts[reason as Reason]
}

/** Stands for the features beyond those that are told apart. */
const OTHERS = '(other)'
/** Stands for names that no feature has. */
export const UNKNOWN = '(unknown)'
const MOST_NAMED = 200

/** @param mostNamed features told apart by `byFeature`: the first ones that are asked for */
export function createDecisionTally(mostNamed = MOST_NAMED): DecisionTally {
  const unnamed = none()
  const named = new Map<string, ReasonCounts>()
  let byFeature = new Map<string, ReasonCounts>()

  function add(feature: string | null, reason: Reason): void {
    if (feature === null) {
      unnamed[reason]++
      return
    }
    let counts = byFeature.get(feature)
    if (counts === undefined) {
      counts = none()
      byFeature.set(feature, counts)
    }
    counts[reason]++
  }

  // Once told apart a feature stays so: a count must never go down.
  function totalOf(feature: string): ReasonCounts {
    const name = named.has(feature) || named.size < mostNamed ? feature : OTHERS
    const known = named.get(name)
    if (known !== undefined) return known
    const counts = none()
    named.set(name, counts)
    return counts
  }

  function sums(): ReadonlyMap<string, ReasonCounts> {
    for (const feature of byFeature.keys()) totalOf(feature)
    const all = new Map([...named, [UNKNOWN, unnamed] as const].map(([name, counts]) => [name, { ...counts }]))
    for (const [feature, counts] of byFeature) addTo(all.get(feature) ?? all.get(OTHERS) ?? none(), counts)
    return all
  }

  function totals(): ReasonCounts {
    const sum = none()
    for (const counts of sums().values()) addTo(sum, counts)
    return sum
  }

  function take(): ReadonlyMap<string, ReasonCounts> {
    const last = byFeature
    byFeature = new Map()
    for (const [feature, counts] of last) addTo(totalOf(feature), counts)
    return last
  }

  return { add, totals, byFeature: sums, take, unknown: createUnknownNames() }
}
