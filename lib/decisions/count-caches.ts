import type { DecisionAnswer } from '@/lib/contracts/decision'
import { counters } from '@/lib/telemetry/counters'

/** Counts what one request found in memory and what not. */
export function countCaches(use: NonNullable<DecisionAnswer['cache']>): void {
  counters.cacheRequests.rules[use.rules]++
  counters.cacheRequests.resource[use.resource]++
  counters.cacheRequests.actor[use.actor]++
}
