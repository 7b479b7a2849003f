import type { LiveMessage } from './messages'
import { openStream } from './stream'

const NAME = 'aviary.events'

/** Without locks or channels a tab holds a stream of its own. */
const canShare = () => 'locks' in navigator && 'BroadcastChannel' in window

/**
 * One event stream a browser: the tab that gets the lock holds it and tells the others; when it closes, the next one
 * takes over. Browsers allow six connections to a host over HTTP/1.1, so a stream a tab would starve the seventh.
 * @param hear called in this tab for everything, whoever holds the stream
 */
export function listenLive(hear: (message: LiveMessage) => void): () => void {
  if (!canShare()) return openStream(hear)
  const channel = new BroadcastChannel(NAME)
  const given = new AbortController()
  let last: LiveMessage = { kind: 'connection', state: 'lost' }
  let close: (() => void) | undefined
  channel.onmessage = ({ data }: MessageEvent<LiveMessage>) => {
    if (data.kind !== 'hello') hear(data)
    else if (close !== undefined) channel.postMessage(last)
  }
  const lead = () =>
    new Promise<void>((resolve) => {
      const stop = openStream((message) => {
        if (message.kind === 'connection') last = message
        channel.postMessage(message)
        hear(message)
      })
      close = () => {
        stop()
        resolve()
      }
      if (given.signal.aborted) close()
    })
  navigator.locks.request(NAME, { signal: given.signal }, lead).catch(() => {})
  channel.postMessage({ kind: 'hello' } satisfies LiveMessage)
  return () => {
    given.abort()
    close?.()
    channel.close()
  }
}
