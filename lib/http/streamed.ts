import { setTimeout as sleep } from 'node:timers/promises'
import { serverSentEvent } from './event-readers'
import type { EventSink, Outgoing } from './message'

const MOST_PENDING_BYTES = 256 * 1024
const LOOK_AGAIN_MS = 20
const READER_TIMEOUT_MS = 60_000

/** Writes a part, and waits while the reader is behind. Rejects when the reader is gone, or has not read for a minute. */
export type Write = (text: string) => Promise<void>

async function drained(sink: EventSink, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + READER_TIMEOUT_MS
  while (sink.pendingBytes() > MOST_PENDING_BYTES) {
    if (performance.now() > deadline) throw new Error('The reader does not read.')
    await sleep(LOOK_AGAIN_MS, undefined, { signal })
  }
  signal.throwIfAborted()
}

/**
 * An answer that is written while it is made, no faster than it is read.
 * @param make writes it; aborted when the reader goes away
 * @param brokenOff what says, at the end of what was written, that this is not all of it
 */
export function streamed(
  contentType: string,
  make: (write: Write, signal: AbortSignal) => Promise<void>,
  brokenOff: string,
  headers: Readonly<Record<string, string>> = {},
): Outgoing {
  return {
    status: 200,
    headers: {
      'Content-Type': contentType,
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
      ...headers,
    },
    body: '',
    stream: (sink) => {
      const stop = new AbortController()
      const write: Write = async (text) => {
        sink.write(text)
        await drained(sink, stop.signal)
      }
      make(write, stop.signal)
        .catch(() => {
          if (!stop.signal.aborted) sink.write(brokenOff)
        })
        .finally(() => sink.close())
      return () => stop.abort()
    },
  }
}

/** One server-sent event. */
export const eventText = (event: string, data: unknown) => serverSentEvent({ event, data })
