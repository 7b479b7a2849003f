import { type Target, wireText } from './target'
import { openWire, type WireAnswer } from './wire'

export interface Saturate extends Target {
  readonly connections: number
  readonly seconds: number
}

export interface SaturateResult {
  readonly answered: number
  readonly failures: number
  readonly seconds: number
}

/** As many requests as the server answers: each connection sends the next as soon as it has its answer. */
export async function saturate({ connections, seconds, ...target }: Saturate): Promise<SaturateResult> {
  const texts = target.requests.map((request) => Buffer.from(wireText(target, request)))
  const wires = Array.from({ length: connections }, () => openWire(target.port))
  const startMs = performance.now()
  const endMs = startMs + seconds * 1000
  let next = 0
  let answered = 0
  let failures = 0
  // Never asleep: a server would pay for waking us with each answer, and the slower one more often.
  const spin = () => {
    if (performance.now() < endMs) setImmediate(spin)
  }
  spin()
  await Promise.all(
    wires.map(
      (wire) =>
        new Promise<void>((resolve) => {
          const take = (answer: WireAnswer | null) => {
            if (answer?.status === 200) answered++
            else failures++
            if (performance.now() < endMs) ask()
            else resolve()
          }
          const ask = () => wire.send(texts[next++ % texts.length] ?? Buffer.alloc(0), take)
          ask()
        }),
    ),
  )
  for (const wire of wires) wire.close()
  return { answered, failures, seconds: (performance.now() - startMs) / 1000 }
}
