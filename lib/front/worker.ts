import cluster from 'node:cluster'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DecisionNode } from '@/lib/decisions/node'
import type { Metrics } from '@/lib/telemetry/metrics'
import { type WorkerMessage, workerMessage } from './worker-messages'

const LOOK_EVERY_MS = 50
/** Longer than the supervisor waits for its workers. */
const PATIENCE_MS = 3000

const say = (message: WorkerMessage) => process.send?.(message)

const isReady = ({ state, isListening }: DecisionNode) => state.snapshot() !== null && isListening()

/** Resolves once the facts were read and changes are heard of, or after a while. */
export async function untilReady(node: DecisionNode, mostMs: number): Promise<void> {
  const deadlineMs = performance.now() + mostMs
  while (!isReady(node) && performance.now() < deadlineMs) await sleep(LOOK_EVERY_MS)
}

/** Tells who started this worker that it serves, once it is ready. */
export function sayWhenReady(node: DecisionNode): void {
  if (!cluster.isWorker) return
  // Of a terminal that goes away, or meant for the supervisor.
  process.on('SIGHUP', () => {})
  const timer = setInterval(() => {
    if (!isReady(node)) return
    clearInterval(timer)
    say({ kind: 'aviary:ready' })
  }, LOOK_EVERY_MS).unref()
}

/** In a worker, the metrics of all workers; else those given. Where the supervisor does not answer, the worker's own. */
export function overWorkers(own: Metrics): Metrics {
  if (!cluster.isWorker) return own
  const waiting = new Map<number, (text: string | null) => void>()
  let lastId = 0

  process.on('message', async (given) => {
    const asked = workerMessage(given)
    if (asked?.kind === 'aviary:own-metrics')
      say({ kind: 'aviary:own-metrics-json', id: asked.id, metrics: await own.json() })
    if (asked?.kind === 'aviary:metrics-text') waiting.get(asked.id)?.(asked.text)
  })

  function ofAll(): Promise<string | null> {
    const id = ++lastId
    return new Promise((resolve) => {
      const timer = setTimeout(() => done(null), PATIENCE_MS)
      const done = (text: string | null) => {
        clearTimeout(timer)
        waiting.delete(id)
        resolve(text)
      }
      waiting.set(id, done)
      say({ kind: 'aviary:metrics-of-all', id })
    })
  }

  return { ...own, text: async () => (await ofAll()) ?? own.text() }
}
