import type { ApiKey } from '@/lib/auth/api-keys'
import type { DecisionNode } from '@/lib/decisions/node'
import { counters } from '@/lib/telemetry/counters'
import { checkRefusal, createEventReaders, type EventReader, serverSentEvent } from '../../event-readers'
import type { EventSink } from '../../message'
import { isStanding } from '../key-standing'
import { type Moment, momentOf } from './moment'

// The web provider asks after 50 ms without an event: closer together, they would keep it from asking.
const SPACING_MS = 200
const LONGEST_TIMER_MS = 2 ** 31 - 1
const HELLO = 'retry: 1000\n: connected\n\n'
const HEARTBEAT = ': \n\n'

interface Reader extends EventReader {
  readonly key: ApiKey
  /** The moment that it knows of. */
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

const textOf = ({ id, etag }: Moment) => serverSentEvent({ id, data: { type: 'refetchEvaluation', etag } })

/** Tells readers to ask again: at each change, and when an exemption expires, which is no change. */
export function createEventStreams(
  node: Pick<DecisionNode, 'state' | 'onAdvance'>,
  { mostStreams, heartbeatMs, retryMs = 5000 }: EventStreamOptions = {},
): EventStreams {
  const readers = createEventReaders<Reader>({ mostStreams, heartbeatMs, heartbeat: () => HEARTBEAT })
  let announcedAtMs = Number.NEGATIVE_INFINITY
  let timer: NodeJS.Timeout | undefined

  function announceIn(delayMs: number): void {
    clearTimeout(timer)
    timer = setTimeout(announce, Math.min(Math.max(delayMs, 0), LONGEST_TIMER_MS)).unref()
  }

  function announce(): void {
    const snapshot = node.state.snapshot()
    if (snapshot === null || readers.size() === 0) return
    announcedAtMs = performance.now()
    const moment = momentOf(snapshot, node.state.nowMs())
    for (const reader of readers.all()) {
      if (!isStanding(node.state, reader.key)) readers.end(reader)
      else if (reader.toldId !== moment.id) {
        reader.toldId = moment.id
        readers.send(reader, textOf(moment))
      }
    }
    announceIn(moment.endsInMs)
  }

  const announceSoon = () => announceIn(announcedAtMs + SPACING_MS - performance.now())
  const stopListening = node.onAdvance(announceSoon)

  // Whoever was answered `repository_error` holds a false that no revision ends.
  let failures = counters.syncFailures
  const retry = setInterval(() => {
    if (failures === counters.syncFailures) return
    failures = counters.syncFailures
    for (const reader of readers.all()) reader.toldId = undefined
    announceSoon()
  }, retryMs).unref()

  function open(key: ApiKey, lastEventId: string | undefined) {
    checkRefusal(readers.refusal(key.id))
    return (sink: EventSink) => {
      const forget = readers.add({ holder: key.id, key, sink, toldId: lastEventId }, HELLO)
      announceSoon()
      return forget
    }
  }

  function close(): void {
    stopListening()
    clearInterval(retry)
    readers.close()
    clearTimeout(timer)
  }

  return { open, size: readers.size, close }
}
