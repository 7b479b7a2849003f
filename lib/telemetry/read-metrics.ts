import {
  Counter,
  Gauge,
  Histogram,
  type MetricObjectWithValues,
  type MetricValueWithName,
  type Registry,
} from 'prom-client'
import type { Histogram as Counts } from './histogram'

type Labels = Readonly<Record<string, string>>

/** A metric that is read from plain numbers when it is asked for. */
export interface Read<Value> {
  readonly name: string
  readonly help: string
  /** Names of labels; none for a metric of one value. */
  readonly labels?: readonly string[]
  readonly read: () => Iterable<readonly [labels: Labels, value: Value]>
}

const namesOf = ({ labels = [] }: Read<unknown>) => [...labels]

/** A count that only rises. */
export function readCounter(registry: Registry, metric: Read<number>): void {
  new Counter({
    name: metric.name,
    help: metric.help,
    labelNames: namesOf(metric),
    registers: [registry],
    collect() {
      this.reset()
      for (const [labels, value] of metric.read()) this.inc(labels, value)
    },
  })
}

/** A value that rises and falls. */
export function readGauge(registry: Registry, metric: Read<number>): void {
  new Gauge({
    name: metric.name,
    help: metric.help,
    labelNames: namesOf(metric),
    registers: [registry],
    collect() {
      this.reset()
      for (const [labels, value] of metric.read()) this.set(labels, value)
    },
  })
}

type Values = MetricValueWithName<string>[]

function valuesOf(name: string, labels: Labels, { edges, read }: Counts): Values {
  const { upTo, count, sum } = read()
  const buckets = edges.map((edge, at) => ({
    labels: { ...labels, le: edge },
    metricName: `${name}_bucket`,
    value: upTo[at] ?? 0,
  }))
  return [
    ...buckets,
    { labels: { ...labels, le: '+Inf' }, metricName: `${name}_bucket`, value: count },
    { labels, metricName: `${name}_sum`, value: sum },
    { labels, metricName: `${name}_count`, value: count },
  ] as Values
}

// The library's own counts by label text at each observation, which costs a decision as much as its hash does.
class ReadHistogram extends Histogram {
  readonly #metric: Read<Counts>
  readonly #registry: Registry

  constructor(registry: Registry, metric: Read<Counts>) {
    super({ name: metric.name, help: metric.help, labelNames: namesOf(metric), registers: [] })
    this.#metric = metric
    this.#registry = registry
    this.#registry.registerMetric(this)
  }

  override async get(): Promise<MetricObjectWithValues<MetricValueWithName<string>>> {
    return this.getForPromString()
  }

  async getForPromString() {
    const { name, help, read } = this.#metric
    const values = [...read()].flatMap(([labels, counts]) => valuesOf(name, labels, counts))
    return { name, help, type: 'histogram' as never, aggregator: 'sum' as const, collect: () => {}, values }
  }
}

/** How many values there were, by size. */
export function readHistogram(registry: Registry, metric: Read<Counts>): void {
  new ReadHistogram(registry, metric)
}
