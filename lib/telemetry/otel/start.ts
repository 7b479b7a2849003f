import { type Answer, answers, type Evaluation, evaluations } from '../channels'
import { traceAnswer } from './answer-span'
import { evaluationEvent } from './evaluation-event'
import { createQueue } from './queue'

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

type Sample = (evaluation: Evaluation) => boolean

/** @param random from 0 to 1, the end left out */
export function createSample(sampledFeatures: ReadonlySet<string>, random: () => number = Math.random): Sample {
  return ({ feature }) => !sampledFeatures.has(feature) || random() * ONE_IN < 1
}

/**
 * Sends traces of requests for decisions, and the event `feature_flag.evaluation` of each decision, to where the
 * variables `OTEL_*` say. Both are heard from the diagnostics channels and set aside; they are made and sent between
 * requests, and a collector that is slow or away costs nothing but what it misses.
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

  const events = createQueue(([evaluation, atMs]: readonly [Evaluation, number]) =>
    logger.emit(evaluationEvent(evaluation, atMs)),
  )
  const spans = createQueue((answer: Answer) => traceAnswer({ tracer, parentOf }, answer))
  const isTold = createSample(sampledFeatures)
  const hearEvaluation = (message: unknown) => {
    if (isTold(message as Evaluation)) events.add([message as Evaluation, Date.now()])
  }
  const hearAnswer = (message: unknown) => spans.add(message as Answer)
  evaluations.subscribe(hearEvaluation)
  answers.subscribe(hearAnswer)

  return async () => {
    evaluations.unsubscribe(hearEvaluation)
    answers.unsubscribe(hearAnswer)
    events.close()
    spans.close()
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
