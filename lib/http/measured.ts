import { seams } from '@/lib/telemetry/channels'
import { counters } from '@/lib/telemetry/counters'
import { noteAnswer, type Route } from '@/lib/telemetry/http-counts'
import { after } from './after'
import type { Handler, Incoming, Outgoing } from './message'

const DECIDING: readonly Route[] = ['decision', 'decisions', 'ofrep_flag', 'ofrep_flags']

/** A door whose answers are counted under a route, with how long each took from its request's head. */
export function measured(route: Route, handler: Handler): Handler {
  const counts = counters.http[route]
  const decides = DECIDING.includes(route)

  function tell(request: Incoming, { status }: Outgoing, startedAtMs: number, seconds: number): void {
    const { method, requestId } = request
    const traceparent = request.header('traceparent')
    seams.answer.publish({ route, method, status, requestId, traceparent, startedAtMs, seconds })
  }

  function note(request: Incoming, answer: Outgoing, startedAtMs: number): Outgoing {
    const seconds = (performance.now() - startedAtMs) / 1000
    noteAnswer(counts, answer.status, seconds)
    if (decides && answer.status < 400) counters.decisionSeconds.note(seconds)
    if (seams.answer.hasSubscribers) tell(request, answer, startedAtMs, seconds)
    return answer
  }

  return (request) => {
    const startedAtMs = performance.now()
    return after(handler(request), (answer) => note(request, answer, startedAtMs))
  }
}
