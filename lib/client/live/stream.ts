import { CHANGE_EVENTS } from '@/lib/contracts/change-events'
import { changeIn, type LiveMessage, liveIn } from './messages'

const PATH = '/api/events'
const RETRY_MS = 3000

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
    // EventSource delivers by name: one that is not listed is not heard.
    for (const type of CHANGE_EVENTS) {
      source.addEventListener(type, ({ data, lastEventId }: MessageEvent<string>) => {
        const change = changeIn(type, data, lastEventId)
        tell(change === null ? { kind: 'reset' } : { kind: 'change', change })
      })
    }
  }
  const close = () => {
    clearTimeout(retry)
    source?.close()
  }
  // A browser without a network may keep a stream for minutes on which nothing can come.
  const lose = () => {
    close()
    tell({ kind: 'connection', state: 'lost' })
  }
  const reopen = () => {
    close()
    open()
  }
  window.addEventListener('offline', lose)
  window.addEventListener('online', reopen)
  open()
  return () => {
    window.removeEventListener('offline', lose)
    window.removeEventListener('online', reopen)
    close()
  }
}
