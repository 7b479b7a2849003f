import { useSyncExternalStore } from 'react'

const A_MINUTE_MS = 60_000
const STEP_MS = 10_000

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    for (const each of listeners) each()
  }, STEP_MS)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

const minute = () => Math.floor(Date.now() / A_MINUTE_MS)

/** The present minute since 1970, and another render when it ends: one timer for the whole page. */
export const useMinute = () => useSyncExternalStore(subscribe, minute, minute)
