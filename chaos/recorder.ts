import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import type { HistoryEvent } from './history'

/** Writes what happens, as it happens, one event a line. */
export interface Recorder {
  /** Ms since the run began, on the monotonic clock. */
  nowMs(): number
  record(event: HistoryEvent): void
  readonly events: readonly HistoryEvent[]
  close(): Promise<void>
}

export function openRecorder(file: string): Recorder {
  const stream = createWriteStream(file)
  const startedAtMs = performance.now()
  const events: HistoryEvent[] = []
  return {
    nowMs: () => Math.round((performance.now() - startedAtMs) * 1000) / 1000,
    record: (event) => {
      events.push(event)
      stream.write(`${JSON.stringify(event)}\n`)
    },
    events,
    close: async () => {
      stream.end()
      await once(stream, 'finish')
    },
  }
}
