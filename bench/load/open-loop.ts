import { seededRandom } from '../support/statistics'
import { type Target, wireText } from './target'
import { openWire, type Wire, type WireAnswer } from './wire'

const CONNECTIONS = 64
const SETTLE_MS = 200
const GIVE_UP_MS = 10_000

export interface OpenLoop extends Target {
  readonly ratePerS: number
  readonly seconds: number
  /** Several servers, each with its share of the connections; `port` alone where absent. */
  readonly ports?: readonly number[]
  /** What no failure answers with; 200 where absent. */
  readonly okStatus?: number
}

/** What an open loop saw. Times in ms; each latency counts from when the request was meant to be sent. */
export interface OpenLoopResult {
  readonly latenciesMs: readonly number[]
  /** When each of them was meant to be sent, from the start. */
  readonly intendedMs: readonly number[]
  /** How late requests were sent: the generator's own fault, or no connection being free. */
  readonly lateMs: readonly number[]
  readonly failures: number
}

/** Random arrivals, as of many callers that do not know of each other; the same in every run. */
function arrivals(ratePerS: number, seconds: number): number[] {
  const random = seededRandom(11)
  const times: number[] = []
  for (let atMs = 0; ; ) {
    atMs += (-Math.log(1 - random()) / ratePerS) * 1000
    if (atMs >= seconds * 1000) return times
    times.push(atMs)
  }
}

/**
 * Sends requests at their times whether or not answers come, so that a stalled server is charged with everything that
 * waited for it (no coordinated omission). Spins instead of sleeping: timers are a millisecond wide.
 */
export async function runOpenLoop({
  ratePerS,
  seconds,
  ports = [],
  okStatus = 200,
  ...target
}: OpenLoop): Promise<OpenLoopResult> {
  const intendedMs = arrivals(ratePerS, seconds)
  const texts = target.requests.map((request) => Buffer.from(wireText(target, request)))
  const wires = Array.from({ length: CONNECTIONS }, (_, nth) => openWire(ports[nth % ports.length] ?? target.port))
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
  const idle: Wire[] = [...wires]
  const latenciesMs = intendedMs.map(() => Number.NaN)
  const lateMs: number[] = []
  const startMs = performance.now()
  let sent = 0
  let settled = 0
  let failures = 0

  function send(nth: number, wire: Wire): void {
    const dueMs = startMs + (intendedMs[nth] ?? 0)
    lateMs.push(performance.now() - dueMs)
    wire.send(texts[nth % texts.length] ?? Buffer.alloc(0), (answer: WireAnswer | null) => {
      latenciesMs[nth] = performance.now() - dueMs
      settled++
      if (answer?.status !== okStatus) failures++
      idle.push(wire)
    })
  }

  await new Promise<void>((resolve) => {
    const lastMs = startMs + seconds * 1000 + GIVE_UP_MS
    const turn = () => {
      const nowMs = performance.now()
      while (sent < intendedMs.length && startMs + (intendedMs[sent] ?? 0) <= nowMs) {
        const wire = idle.pop()
        if (wire === undefined) break
        send(sent++, wire)
      }
      if (settled === intendedMs.length || nowMs > lastMs) resolve()
      else setImmediate(turn)
    }
    turn()
  })
  for (const wire of wires) wire.close()
  return { latenciesMs, intendedMs, lateMs, failures: failures + intendedMs.length - settled }
}
