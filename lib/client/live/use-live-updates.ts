import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { announce } from '../announce'
import { subjectsOf } from '../queries/subjects'
import { liveState, setLiveState, subscribeLive } from './live-store'
import type { LiveMessage } from './messages'
import { createRefresher } from './refresher'
import { listenLive } from './shared-stream'
import { createTeller } from './tell-changes'

/** A stream that is back sooner was never missed. */
const PATIENCE_MS = 2000
/** While there is no stream, what stands here is asked for again at this pace. */
const POLL_MS = 5000

function follow(queryClient: QueryClient): () => void {
  const refresher = createRefresher(queryClient, () => liveState().pausedAtMs !== null)
  const tell = createTeller()
  let losing: ReturnType<typeof setTimeout> | undefined
  let polling: ReturnType<typeof setInterval> | undefined

  const lose = () => {
    setLiveState({ connection: 'lost' })
    announce('The live connection is lost. What stands here may be out of date.')
    // At once too: where the session has ended, the answers say so.
    refresher.touchAll()
    polling = setInterval(refresher.touchAll, POLL_MS)
  }
  const connect = () => {
    clearTimeout(losing)
    clearInterval(polling)
    const was = liveState().connection
    losing = undefined
    setLiveState({ connection: 'connected', asOfMs: Date.now() })
    if (was !== 'lost') return
    announce('The live connection is back.')
    refresher.touchAll()
  }
  const hear = (message: LiveMessage) => {
    switch (message.kind) {
      case 'change':
        refresher.touch(subjectsOf(message.change.type))
        if (liveState().pausedAtMs === null) tell(message.change)
        else setLiveState({ heldBack: liveState().heldBack + 1 })
        return
      case 'live':
        return setLiveState({ asOfMs: Date.now(), revision: message.revision })
      case 'reset':
        return refresher.touchAll()
      case 'connection':
        if (message.state === 'connected') connect()
        else if (liveState().connection !== 'lost') losing ??= setTimeout(lose, PATIENCE_MS)
        return
      case 'hello':
        return
      default:
        message satisfies never
    }
  }
  const stopListening = listenLive(hear)
  let wasPaused = false
  const stopWatching = subscribeLive(() => {
    const isPaused = liveState().pausedAtMs !== null
    if (wasPaused && !isPaused) refresher.touchAll()
    wasPaused = isPaused
  })
  return () => {
    stopListening()
    stopWatching()
    clearTimeout(losing)
    clearInterval(polling)
  }
}

/** Keeps what a page shows at the present state, whoever changes it. Once, in the shell. */
export function useLiveUpdates(): void {
  const queryClient = useQueryClient()
  useEffect(() => follow(queryClient), [queryClient])
}
