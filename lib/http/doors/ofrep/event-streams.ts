import type { ApiKey } from '@/lib/auth/api-keys'
import type { DecisionNode } from '@/lib/decisions/node'
import { counters } from '@/lib/telemetry/counters'
import { HttpError } from '../../http-error'
import type { EventSink } from '../../message'
import { type Moment, momentOf } from './moment'

const MOST_PENDING_BYTES = 64 * 1024
// The web provider asks after 50 ms without an event: closer together, they would keep it from asking.
const SPACING_MS = 200
const LONGEST_TIMER_MS = 2 ** 31 - 1
const HELLO = 'retry: 1000\n: connected\n\n'
const HEARTBEAT = ': \n\n'

interface Stream {
  readonly key: ApiKey
  readonly sink: EventSink
  /** The moment that its reader knows of. */
  toldId: string | undefined
}

/** The open event streams of one process. */
export interface EventStreams {
  /**
   * A stream for the key's holder, to be started by the server.
   * @param lastEventId the last event that the reader saw
   * @throws HttpError `not_ready` when there are too many, or the process is stopping
   */
  open(key: ApiKey, lastEventId: string | undefined): (sink: EventSink) => () => void
  size(): number
  /** Ends all streams, and opens none from now on. */
  close(): void
}

export interface EventStreamOptions {
  readonly mostStreams?: number
  readonly heartbeatMs?: number
  readonly retryMs?: number
}

const eventText = ({ id, etag }: Moment) =>
  `id: ${id}\ndata: ${JSON.stringify({ type: 'refetchEvaluation', etag })}\n\n`

/** Tells readers to ask again: at each change, and when an exemption expires, which is no change. */
export function createEventStreams(
  node: Pick<DecisionNode, 'state' | 'onAdvance'>,
  { mostStreams = 1000, heartbeatMs = 15_000, retryMs = 5000 }: EventStreamOptions = {},
): EventStreams {
  const streams = new Set<Stream>()
  let isClosed = false
  let announcedAtMs = Number.NEGATIVE_INFINITY
  let timer: NodeJS.Timeout | undefined

  function end(stream: Stream): void {
    if (streams.delete(stream)) stream.sink.close()
  }

  function send(stream: Stream, text: string): void {
    if (stream.sink.pendingBytes() > MOST_PENDING_BYTES) end(stream)
    else stream.sink.write(text)
  }

  function isGood({ hash }: ApiKey): boolean {
    const key = node.state.snapshot()?.keys.get(hash)
    return key !== undefined && (key.expiresAt === null || node.state.nowMs() < key.expiresAt)
  }

  function announceIn(delayMs: number): void {
    clearTimeout(timer)
    timer = setTimeout(announce, Math.min(Math.max(delayMs, 0), LONGEST_TIMER_MS)).unref()
  }

  function announce(): void {
    const snapshot = node.state.snapshot()
    if (snapshot === null || streams.size === 0) return
    announcedAtMs = performance.now()
    const moment = momentOf(snapshot, node.state.nowMs())
    for (const stream of [...streams]) {
      if (!isGood(stream.key)) end(stream)
      else if (stream.toldId !== moment.id) {
        stream.toldId = moment.id
        send(stream, eventText(moment))
      }
    }
    announceIn(moment.endsInMs)
  }

  const announceSoon = () => announceIn(announcedAtMs + SPACING_MS - performance.now())
  const stopListening = node.onAdvance(announceSoon)
  const heart = setInterval(() => {
    for (const stream of [...streams]) send(stream, HEARTBEAT)
  }, heartbeatMs).unref()

  // Whoever was answered `repository_error` holds a false that no revision ends.
  let failures = counters.syncFailures
  const retry = setInterval(() => {
    if (failures === counters.syncFailures) return
    failures = counters.syncFailures
    for (const stream of streams) stream.toldId = undefined
    announceSoon()
  }, retryMs).unref()

  function start(stream: Stream): () => void {
    if (isClosed) stream.sink.close()
    else {
      streams.add(stream)
      send(stream, HELLO)
      announceSoon()
    }
    return () => void streams.delete(stream)
  }

  function open(key: ApiKey, lastEventId: string | undefined) {
    if (isClosed || streams.size >= mostStreams)
      throw new HttpError('not_ready', 'This node takes no more event streams.', { headers: { 'Retry-After': '5' } })
    return (sink: EventSink) => start({ key, sink, toldId: lastEventId })
  }

  function close(): void {
    isClosed = true
    stopListening()
    clearInterval(heart)
    clearInterval(retry)
    clearTimeout(timer)
    for (const stream of [...streams]) end(stream)
  }

  return { open, size: () => streams.size, close }
}
