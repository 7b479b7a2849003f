import { z } from 'zod'

/** What a worker and the process that started it say to each other. */
const message = z.discriminatedUnion('kind', [
  /** A worker serves, and has read the facts. */
  z.object({ kind: z.literal('aviary:ready') }),
  /** A worker wants the metrics of all. */
  z.object({ kind: z.literal('aviary:metrics-of-all'), id: z.number() }),
  z.object({ kind: z.literal('aviary:metrics-text'), id: z.number(), text: z.string() }),
  /** Each worker is asked for its own, as JSON. */
  z.object({ kind: z.literal('aviary:own-metrics'), id: z.number() }),
  z.object({ kind: z.literal('aviary:own-metrics-json'), id: z.number(), metrics: z.array(z.unknown()) }),
])
export type WorkerMessage = z.infer<typeof message>

/** Null: it is none of ours. */
export function workerMessage(given: unknown): WorkerMessage | null {
  const parsed = message.safeParse(given)
  return parsed.success ? parsed.data : null
}
