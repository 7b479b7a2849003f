import type { Worker } from 'node:cluster'
import { AggregatorRegistry, Registry } from 'prom-client'
import { counters } from '@/lib/telemetry/counters'
import { readCounter, readGauge } from '@/lib/telemetry/read-metrics'
import { REFUSED } from '@/lib/telemetry/refusals'
import { type WorkerMessage, workerMessage } from './worker-messages'

/** A worker that does not say its own by then is left out: it may be stopped, and the others are to be seen. */
const PATIENCE_MS = 1000

/** What the process that keeps workers counts itself. */
export interface SupervisorCounts {
  readonly running: () => number
  readonly restarts: () => number
}

function ownRegistry({ running, restarts }: SupervisorCounts): Registry {
  const registry = new Registry()
  readGauge(registry, { name: 'aviary_workers', help: 'Decision workers that run.', read: () => [[{}, running()]] })
  readCounter(registry, {
    name: 'aviary_worker_restarts_total',
    help: 'Times a decision worker ended and was started again.',
    read: () => [[{}, restarts()]],
  })
  readCounter(registry, {
    name: 'aviary_console_restarts_total',
    help: 'Times the console process was started again.',
    read: () => [[{}, counters.consoleRestarts]],
  })
  // The console's, which this process keeps; workers have their own.
  readCounter(registry, REFUSED)
  return registry
}

type Metrics = Parameters<typeof AggregatorRegistry.aggregate>[0]

function metricsOf(worker: Worker, id: number): Promise<unknown[] | null> {
  return new Promise((resolve) => {
    const done = (metrics: unknown[] | null) => {
      clearTimeout(timer)
      worker.off('message', hear)
      resolve(metrics)
    }
    const hear = (given: unknown) => {
      const said = workerMessage(given)
      if (said?.kind === 'aviary:own-metrics-json' && said.id === id) done(said.metrics)
    }
    const timer = setTimeout(done, PATIENCE_MS, null)
    worker.on('message', hear)
    worker.send({ kind: 'aviary:own-metrics', id } satisfies WorkerMessage, (error) => {
      if (error) done(null)
    })
  })
}

/** Answers workers that are asked for the metrics of all: each one's own, added up, and the supervisor's. */
export function createMetricsOfAll(workers: () => readonly Worker[], counts: SupervisorCounts) {
  const registry = ownRegistry(counts)
  let lastId = 0

  async function text(): Promise<string> {
    const id = ++lastId
    const connected = workers().filter((worker) => worker.isConnected())
    const own = registry.getMetricsAsJSON() as Promise<unknown>
    const all = [own, ...connected.map((worker) => metricsOf(worker, id))]
    const said = (await Promise.all(all)).filter((metrics) => metrics !== null)
    return AggregatorRegistry.aggregate(said as unknown as Metrics).metrics()
  }

  return { text }
}
