import { type Target, wireText } from './target'
import { openWire, type WireAnswer } from './wire'

export interface OneByOneResult {
  readonly timesMs: readonly number[]
  readonly answers: readonly (WireAnswer | null)[]
}

/** Each request once, on one connection, the next when the last is answered. */
export async function runOneByOne(target: Target): Promise<OneByOneResult> {
  const wire = openWire(target.port)
  const timesMs: number[] = []
  const answers: (WireAnswer | null)[] = []
  for (const request of target.requests) {
    const text = Buffer.from(wireText(target, request))
    const startMs = performance.now()
    answers.push(await new Promise((resolve) => wire.send(text, resolve)))
    timesMs.push(performance.now() - startMs)
  }
  wire.close()
  return { timesMs, answers }
}
