import { createHistogram } from './histogram'
import { createHttpCounts } from './http-counts'

// Among the edges are the guardrails: P95 within 5 ms, P99 within 10, P95 across nodes within 15.
const DECISION_EDGES_S = [0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.015, 0.025, 0.05, 0.1, 0.25, 1, 5]
const LAG_EDGES_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2.5, 5, 30]

const none = () => ({ hit: 0, miss: 0 })

const create = () => ({
  decisionsWithoutQuery: 0,
  /** Requests for decisions whose facts were all in memory: a hit of each cache. */
  factsAtHand: 0,
  /** The other requests: what they found and what they had to load. */
  cacheRequests: { rules: none(), resource: none(), actor: none() },
  /** Decisions asked for a name that no feature has. */
  unknownFeatures: 0,
  factLoads: 0,
  hintMismatches: 0,
  refused: new Map<string, number>(),
  notifications: 0,
  rubbishNotifications: 0,
  snapshotLoads: 0,
  epochChanges: 0,
  syncFailures: 0,
  listenReconnects: 0,
  consoleRestarts: 0,
  /** Events and spans that were not sent: too many waited. */
  telemetryDropped: 0,
  /** Event streams open through this process to the console. */
  forwardedStreams: 0,
  decisionSeconds: createHistogram(DECISION_EDGES_S),
  /** From a change's commit to its being in force in this process. */
  invalidationLagSeconds: createHistogram(LAG_EDGES_S),
  http: createHttpCounts(),
  audit: { isIntact: true, checkedEntry: 0 },
})

// Next's bundles each hold a copy of this module; the process counts once.
const shared = globalThis as typeof globalThis & { aviaryCounters?: ReturnType<typeof create> }
shared.aviaryCounters ??= create()

/** Counts since the process began, kept as plain numbers: the hot path adds, the metrics page reads. */
export const counters = shared.aviaryCounters

/** Adds one under a name. Names must come from a closed set, or memory grows. */
export function countNamed(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}
