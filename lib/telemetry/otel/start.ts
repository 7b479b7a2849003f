import { type DecisionMade, seams } from '../channels'
import { deliverAll } from '../seam'
import { traceAnswer } from './answer-span'
import { evaluationEvent } from './evaluation-event'

/** One in so many decisions of a feature that is marked for sampling. */
const ONE_IN = 10
const NAME = 'aviary'
/** A process that stops waits so long for a collector, at most. */
const FAREWELL_MS = 2000

export interface OtelOptions {
  readonly version: string
  /** Features of which one decision in ten is told; of the others, each. */
  readonly sampledFeatures: ReadonlySet<string>
}

type Sample = (decision: DecisionMade) => boolean

/** @param random from 0 to 1, the end left out */
export function createSample(sampledFeatures: ReadonlySet<string>, random: () => number = Math.random): Sample {
  return ({ feature }) => !sampledFeatures.has(feature) || random() * ONE_IN < 1
}

/**
 * Sends traces of requests for decisions, and the event `feature_flag.evaluation` of each decision, to where the
 * variables `OTEL_*` say. Both are heard from the diagnostics channels; they are made and sent between requests, and a
 * collector that is slow or away costs nothing but what it misses.
 * @returns sends what is left, and stops
 */
export async function startOtel({ version, sampledFeatures }: OtelOptions): Promise<() => Promise<void>> {
  const [{ registerOTel }, api, { logs }, { BatchLogRecordProcessor }, { OTLPLogExporter }] = await Promise.all([
    import('@vercel/otel'),
    import('@opentelemetry/api'),
    import('@opentelemetry/api-logs'),
    import('@opentelemetry/sdk-logs'),
    import('@opentelemetry/exporter-logs-otlp-http'),
  ])
  const records = new BatchLogRecordProcessor({ exporter: new OTLPLogExporter() })
  registerOTel({ serviceName: NAME, instrumentations: [], logRecordProcessors: [records] })
  const logger = logs.getLogger(NAME, version)
  const tracer = api.trace.getTracer(NAME, version)
  const parentOf = (traceparent: string) => api.propagation.extract(api.ROOT_CONTEXT, { traceparent })

  const isTold = createSample(sampledFeatures)
  const stops = [
    seams.decision.subscribe((decision) => {
      if (isTold(decision)) logger.emit(evaluationEvent(decision, Date.now()))
    }),
    seams.answer.subscribe((answer) => traceAnswer({ tracer, parentOf }, answer)),
  ]

  return async () => {
    deliverAll()
    for (const stop of stops) stop()
    const flushed = Promise.allSettled([records.forceFlush(), flush(api.trace.getTracerProvider())])
    const given = new Promise((resolve) => setTimeout(resolve, FAREWELL_MS).unref())
    await Promise.race([flushed, given])
  }
}

interface Flushable {
  getDelegate?(): unknown
  forceFlush?(): Promise<void>
}

/** What the API hands out is a stand-in for the provider that was registered. */
async function flush(provider: object): Promise<void> {
  const own = ((provider as Flushable).getDelegate?.() ?? provider) as Flushable
  await own.forceFlush?.()
}
