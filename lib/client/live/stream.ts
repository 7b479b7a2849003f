import type { ChangeEvent } from '@/lib/contracts/events'
import { changeIn, type LiveMessage, liveIn } from './messages'

const PATH = '/api/events'
const RETRY_MS = 3000
/** The event types of api.md. One that is not here is not heard: EventSource delivers by name. */
const EVENT_TYPES = [
  'rollout.changed',
  'exemption.changed',
  'scope.changed',
  'account.changed',
  'feature.changed',
  'directory.changed',
  'setting.changed',
  'key.changed',
  'person.changed',
] as const satisfies readonly ChangeEvent[]

/**
 * Holds the one event stream of this browser open, and tells what comes. A stream that the browser gave up, as it does
 * where the answer is an error, is opened again. Returns what ends it.
 */
export function openStream(tell: (message: LiveMessage) => void): () => void {
  let source: EventSource | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  const open = () => {
    source = new EventSource(PATH)
    source.onopen = () => tell({ kind: 'connection', state: 'connected' })
    source.onerror = () => {
      tell({ kind: 'connection', state: 'lost' })
      if (source?.readyState === EventSource.CLOSED) retry = setTimeout(open, RETRY_MS)
    }
    source.addEventListener('live', ({ data }: MessageEvent<string>) => tell({ kind: 'live', ...liveIn(data) }))
    source.addEventListener('end', () => tell({ kind: 'connection', state: 'lost' }))
    source.addEventListener('reset', () => tell({ kind: 'reset' }))
    for (const type of EVENT_TYPES) {
      source.addEventListener(type, ({ data, lastEventId }: MessageEvent<string>) => {
        const change = changeIn(type, data, lastEventId)
        tell(change === null ? { kind: 'reset' } : { kind: 'change', change })
      })
    }
  }
  open()
  return () => {
    clearTimeout(retry)
    source?.close()
  }
}
