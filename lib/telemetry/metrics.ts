import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { DecisionNode } from '@/lib/decisions/node'
import { counters } from './counters'

export interface Metrics {
  readonly contentType: string
  text(): Promise<string>
}

interface Read {
  readonly name: string
  readonly help: string
  readonly value: () => number
}

const TOTALS: readonly Read[] = [
  {
    name: 'aviary_decisions_without_query_total',
    help: 'Decisions answered from memory.',
    value: () => counters.decisionsWithoutQuery,
  },
  { name: 'aviary_fact_loads_total', help: 'Loads of facts that were not in memory.', value: () => counters.factLoads },
  {
    name: 'aviary_snapshot_loads_total',
    help: 'Reads of the rules, internal actors or keys.',
    value: () => counters.snapshotLoads,
  },
  {
    name: 'aviary_hint_mismatch_total',
    help: "Callers' hints that contradicted the directory.",
    value: () => counters.hintMismatches,
  },
  { name: 'aviary_notifications_total', help: 'Announcements of changes heard.', value: () => counters.notifications },
  {
    name: 'aviary_notifications_unreadable_total',
    help: 'Announcements that could not be read.',
    value: () => counters.rubbishNotifications,
  },
  { name: 'aviary_read_failures_total', help: 'Reads of facts that failed.', value: () => counters.syncFailures },
  {
    name: 'aviary_epoch_changes_total',
    help: 'Times the database turned out to hold another state.',
    value: () => counters.epochChanges,
  },
  {
    name: 'aviary_listen_connects_total',
    help: 'Connections made to hear of changes.',
    value: () => counters.listenReconnects,
  },
  {
    name: 'aviary_console_restarts_total',
    help: 'Times the console process was started again.',
    value: () => counters.consoleRestarts,
  },
]

function gauges(node: DecisionNode): readonly Read[] {
  return [
    {
      name: 'aviary_revision',
      help: 'The state revision that this process serves.',
      value: () => node.state.snapshot()?.n ?? 0,
    },
    {
      name: 'aviary_freshness_age_seconds',
      help: 'Seconds since the last proof of freshness.',
      value: () => node.state.ageMs() / 1000,
    },
    { name: 'aviary_cached_facts', help: 'Facts in the bounded caches.', value: () => node.state.cache.size() },
    {
      name: 'aviary_listening',
      help: '1 while the connection that hears of changes is alive.',
      value: () => Number(node.isListening()),
    },
  ]
}

/** The process's metrics, read from plain counters when asked: counting costs the hot path next to nothing. */
export function createMetrics(node: DecisionNode): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  for (const { name, help, value } of TOTALS) {
    const registers = [registry]
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset()
        this.inc(value())
      },
    })
  }
  for (const { name, help, value } of gauges(node)) {
    const registers = [registry]
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(value())
      },
    })
  }
  named(registry, 'aviary_decisions_total', 'Decisions by reason.', 'reason', () => Object.entries(node.tally.totals()))
  named(registry, 'aviary_refused_total', 'Requests refused at the door, by code.', 'code', () => counters.refused)
  return { contentType: registry.contentType, text: () => registry.metrics() }
}

function named(
  registry: Registry,
  name: string,
  help: string,
  label: string,
  counts: () => Iterable<readonly [string, number]>,
): void {
  const registers = [registry]
  new Counter({
    name,
    help,
    labelNames: [label],
    registers,
    collect() {
      this.reset()
      for (const [value, count] of counts()) this.inc({ [label]: value }, count)
    },
  })
}
