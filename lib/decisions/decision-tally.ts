import type { Reason } from '@/lib/rollout'

/** Decisions by reason. All reasons from the start: an object that keeps its shape is counted on fastest. */
export type ReasonCounts = Record<Reason, number>

/** Counts decisions by feature and reason: the hot path adds, others read and take. */
export interface DecisionTally {
  /** @param feature one that exists; null where that is not known, so that names from outside never fill the memory */
  add(feature: string | null, reason: Reason): void
  /** Decisions by reason since the beginning. */
  totals(): ReasonCounts
  /** What was counted by feature since the last time, which then starts anew. */
  take(): ReadonlyMap<string, ReasonCounts>
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

export function createDecisionTally(): DecisionTally {
  const taken = none()
  let byFeature = new Map<string, ReasonCounts>()

  function add(feature: string | null, reason: Reason): void {
    if (feature === null) {
      taken[reason]++
      return
    }
    let counts = byFeature.get(feature)
    if (counts === undefined) {
      counts = none()
      byFeature.set(feature, counts)
    }
    counts[reason]++
  }

  function totals(): ReasonCounts {
    const sum = { ...taken }
    for (const counts of byFeature.values()) addTo(sum, counts)
    return sum
  }

  function take(): ReadonlyMap<string, ReasonCounts> {
    const last = byFeature
    byFeature = new Map()
    for (const counts of last.values()) addTo(taken, counts)
    return last
  }

  return { add, totals, take }
}
