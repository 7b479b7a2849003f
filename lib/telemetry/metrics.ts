import { collectDefaultMetrics, Registry } from 'prom-client'
import { UNKNOWN } from '@/lib/decisions/decision-tally'
import type { DecisionNode } from '@/lib/decisions/node'
import { isAllow, type Reason } from '@/lib/rollout'
import { counters } from './counters'
import { type Read, readCounter, readGauge, readHistogram } from './read-metrics'
import { REFUSED } from './refusals'

export interface Metrics {
  readonly contentType: string
  text(): Promise<string>
  /** As prom-client adds them up over processes. */
  json(): Promise<unknown[]>
}

/** What is measured: a node, and who holds event streams open at it. */
export interface Measured {
  readonly node: DecisionNode
  readonly eventStreams: { size(): number }
  readonly changeStreams: { size(): number }
}

type Values = readonly (readonly [Record<string, string>, number])[]

const one = (value: number): Values => [[{}, value]]

function decisionValues(node: DecisionNode): Values {
  const byReason = [...node.tally.byFeature()].flatMap(([feature, counts]) =>
    Object.entries(counts)
      .filter(([, count]) => count > 0)
      .map(
        ([reason, count]) => [{ feature, result: String(isAllow(reason as Reason)), reason }, count] as Values[number],
      ),
  )
  return [...byReason, [{ feature: UNKNOWN, result: 'false', reason: 'feature_not_found' }, counters.unknownFeatures]]
}

function cacheValues(): Values {
  const { cacheRequests, factsAtHand } = counters
  return Object.entries(cacheRequests).flatMap(
    ([cache, { hit, miss }]): Values => [
      [{ cache, result: 'hit' }, hit + factsAtHand],
      [{ cache, result: 'miss' }, miss],
    ],
  )
}

// From 2xx on all are there from the start: a rate needs a value to rise from.
function httpValues(): Values {
  return Object.entries(counters.http).flatMap(([route, { byClass }]) =>
    byClass.flatMap((count, digit): Values => (digit < 2 ? [] : [[{ route, status: `${digit}xx` }, count]])),
  )
}

function totals(node: DecisionNode): readonly Read<number>[] {
  const total = (name: string, help: string, value: () => number): Read<number> => ({
    name: `aviary_${name}_total`,
    help,
    read: () => one(value()),
  })
  return [
    {
      name: 'aviary_decisions_total',
      help: 'Decisions by feature (so many are told apart), result and reason.',
      labels: ['feature', 'result', 'reason'],
      read: () => decisionValues(node),
    },
    {
      name: 'aviary_cache_requests_total',
      help: 'What requests for decisions found in memory, by cache.',
      labels: ['cache', 'result'],
      read: cacheValues,
    },
    {
      name: 'aviary_http_requests_total',
      help: 'Requests answered, by route and class of status.',
      labels: ['route', 'status'],
      read: httpValues,
    },
    REFUSED,
    total('decisions_without_query', 'Decisions answered from memory.', () => counters.decisionsWithoutQuery),
    total('repository_errors', 'Decisions denied because facts could not be read.', () => {
      return node.tally.totals().repository_error
    }),
    total('read_failures', 'Reads of facts that failed.', () => counters.syncFailures),
    total('fact_loads', 'Loads of facts that were not in memory.', () => counters.factLoads),
    total('snapshot_loads', 'Reads of the rules, internal actors or keys.', () => counters.snapshotLoads),
    total('hint_mismatch', "Callers' hints that contradicted the directory.", () => counters.hintMismatches),
    total('notifications', 'Announcements of changes heard.', () => counters.notifications),
    total('notifications_unreadable', 'Announcements that could not be read.', () => counters.rubbishNotifications),
    total('epoch_changes', 'Times the database turned out to hold another state.', () => counters.epochChanges),
    total('listen_connects', 'Connections made to hear of changes.', () => counters.listenReconnects),
    total('telemetry_dropped', 'Events and spans that were not sent.', () => counters.telemetryDropped),
    total('console_restarts', 'Times the console process was started again.', () => counters.consoleRestarts),
  ]
}

function gauges({ node, eventStreams, changeStreams }: Measured, worker: string): readonly Read<number>[] {
  const ofWorker = (name: string, help: string, value: () => number): Read<number> => ({
    name: `aviary_${name}`,
    help,
    labels: ['worker'],
    read: () => [[{ worker }, value()]],
  })
  return [
    ofWorker('revision', 'The state revision that is served.', () => node.state.snapshot()?.n ?? 0),
    ofWorker('freshness_age_seconds', 'Seconds since the last proof that what is served is the present state.', () => {
      return node.state.ageMs() / 1000
    }),
    ofWorker('listening', '1 while the connection that hears of changes is alive.', () => Number(node.isListening())),
    ofWorker('audit_chain_intact', '0 where the audit trail was seen broken; npm run audit:verify says where.', () => {
      return Number(counters.audit.isIntact)
    }),
    ofWorker('audit_checked_entry', 'The last entry of the audit trail that was checked.', () => {
      return counters.audit.checkedEntry
    }),
    { name: 'aviary_cached_facts', help: 'Facts in the bounded caches.', read: () => one(node.state.cache.size()) },
    {
      name: 'aviary_event_streams',
      help: 'Event streams open, by kind.',
      labels: ['kind'],
      read: () => [
        [{ kind: 'ofrep' }, eventStreams.size()],
        [{ kind: 'changes' }, changeStreams.size() + counters.forwardedStreams],
      ],
    },
    {
      name: 'aviary_database_connections',
      help: 'Connections of the pool that decisions read by.',
      labels: ['state'],
      read: () => {
        const { totalCount, idleCount, waitingCount } = node.pool
        return [
          [{ state: 'busy' }, totalCount - idleCount],
          [{ state: 'idle' }, idleCount],
          [{ state: 'awaited' }, waitingCount],
        ]
      },
    },
  ]
}

/** The process's metrics, read from plain counters when asked: counting costs the hot path next to nothing. */
export function createMetrics(measured: Measured, worker = 0): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  for (const metric of totals(measured.node)) readCounter(registry, metric)
  for (const metric of gauges(measured, String(worker))) readGauge(registry, metric)
  readHistogram(registry, {
    name: 'aviary_decision_seconds',
    help: 'From the head of a request for decisions to its answer.',
    read: () => [[{}, counters.decisionSeconds]],
  })
  readHistogram(registry, {
    name: 'aviary_invalidation_lag_seconds',
    help: 'From the commit of a change that was announced to its being in force here.',
    read: () => [[{}, counters.invalidationLagSeconds]],
  })
  readHistogram(registry, {
    name: 'aviary_http_request_seconds',
    help: 'From the head of a request to its answer, by route; event streams left out.',
    labels: ['route'],
    read: () => Object.entries(counters.http).map(([route, { seconds }]) => [{ route }, seconds] as const),
  })
  return { contentType: registry.contentType, text: () => registry.metrics(), json: () => registry.getMetricsAsJSON() }
}
