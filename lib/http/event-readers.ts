import { HttpError } from './http-error'
import type { EventSink } from './message'

const MOST_PENDING_BYTES = 64 * 1024

/** What begins an answer that is a stream of events. */
export const EVENT_STREAM_HEADERS = {
  'Content-Type': 'text/event-stream',
  // Next would compress it, and with that hold events back.
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
  // Kept alive, the connection of a stream that has ended would keep a stopping server.
  Connection: 'close',
} as const

/** One open event stream. */
export interface EventReader {
  readonly sink: EventSink
  /** Who reads: the id of a key or a person. */
  readonly holder: string
}

/** The open event streams of one kind in one process. */
export interface EventReaders<Reader extends EventReader> {
  /** Why no stream is to be opened for a holder; null: it may. */
  refusal(holder: string): StreamRefusal | null
  /** Adds a reader, with its first text. Returns what forgets it. */
  add(reader: Reader, hello: string): () => void
  /** Sends, or drops the reader where it does not read. */
  send(reader: Reader, text: string): void
  /** Ends one stream, with its last text. */
  end(reader: Reader, farewell?: string): void
  all(): readonly Reader[]
  size(): number
  /** Ends all, with their last text, and takes none from now on. */
  close(farewell?: string): void
}

export type StreamRefusal = 'full' | 'too_many_of_one'

export interface EventReadersOptions {
  readonly mostStreams?: number | undefined
  readonly mostOfOne?: number | undefined
  readonly heartbeatMs?: number | undefined
  /** What is sent to all every `heartbeatMs`. */
  readonly heartbeat: () => string
}

/** The text of one server-sent event. */
export function serverSentEvent({ id, event, data }: { id?: string; event?: string; data: unknown }): string {
  const lines = [...(id === undefined ? [] : [`id: ${id}`]), ...(event === undefined ? [] : [`event: ${event}`])]
  return `${[...lines, `data: ${JSON.stringify(data)}`].join('\n')}\n\n`
}

/** @throws HttpError `not_ready`, `rate_limited` where there is a refusal */
export function checkRefusal(refusal: StreamRefusal | null): void {
  const headers = { 'Retry-After': '5' }
  if (refusal === 'full') throw new HttpError('not_ready', 'This node takes no more event streams.', { headers })
  if (refusal === 'too_many_of_one')
    throw new HttpError('rate_limited', 'You have too many event streams open.', { headers })
}

/** Keeps event streams: so many, beating, and none that nobody reads. */
export function createEventReaders<Reader extends EventReader>({
  mostStreams = 1000,
  mostOfOne = Number.POSITIVE_INFINITY,
  heartbeatMs = 15_000,
  heartbeat,
}: EventReadersOptions): EventReaders<Reader> {
  const readers = new Set<Reader>()
  let isClosed = false

  function end(reader: Reader, farewell?: string): void {
    if (!readers.delete(reader)) return
    if (farewell !== undefined) reader.sink.write(farewell)
    reader.sink.close()
  }

  function send(reader: Reader, text: string): void {
    if (reader.sink.pendingBytes() <= MOST_PENDING_BYTES) reader.sink.write(text)
    else if (readers.delete(reader)) reader.sink.drop()
  }

  const heart = setInterval(() => {
    if (readers.size === 0) return
    const text = heartbeat()
    for (const reader of [...readers]) send(reader, text)
  }, heartbeatMs).unref()

  function refusal(holder: string): StreamRefusal | null {
    if (isClosed || readers.size >= mostStreams) return 'full'
    let own = 0
    for (const reader of readers) if (reader.holder === holder) own++
    return own >= mostOfOne ? 'too_many_of_one' : null
  }

  function add(reader: Reader, hello: string): () => void {
    if (isClosed) reader.sink.close()
    else {
      readers.add(reader)
      send(reader, hello)
    }
    return () => void readers.delete(reader)
  }

  function close(farewell?: string): void {
    isClosed = true
    clearInterval(heart)
    for (const reader of [...readers]) end(reader, farewell)
  }

  return { refusal, add, send, end, all: () => [...readers], size: () => readers.size, close }
}
