import type { propagation, SpanKind, SpanStatusCode, Tracer } from '@opentelemetry/api'
import type { Answer } from '../channels'
import type { Route } from '../http-counts'

const PATHS: Readonly<Partial<Record<Route, string>>> = {
  decision: '/api/decision',
  decisions: '/api/decisions',
  ofrep_flag: '/ofrep/v1/evaluate/flags/{key}',
  ofrep_flags: '/ofrep/v1/evaluate/flags',
}

// As numbers, so that nothing of OpenTelemetry is loaded where it is off.
const SERVER: SpanKind.SERVER = 1
const ERROR: SpanStatusCode.ERROR = 2

export interface SpanMaker {
  readonly tracer: Tracer
  readonly parentOf: (traceparent: string) => ReturnType<typeof propagation.extract>
}

/** Traces an answer to a request for decisions, after the fact; others are not traced. */
export function traceAnswer({ tracer, parentOf }: SpanMaker, answer: Answer): void {
  const path = PATHS[answer.route]
  if (path === undefined) return
  const startedAtMs = performance.timeOrigin + answer.startedAtMs
  const attributes = {
    'http.request.method': answer.method,
    'http.route': path,
    'http.response.status_code': answer.status,
    'aviary.request_id': answer.requestId,
  }
  const options = { kind: SERVER, startTime: startedAtMs, attributes }
  const span = tracer.startSpan(`${answer.method} ${path}`, options, parentOf(answer.traceparent ?? ''))
  if (answer.status >= 500) span.setStatus({ code: ERROR })
  span.end(startedAtMs + answer.seconds * 1000)
}
