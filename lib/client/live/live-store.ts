import { useSyncExternalStore } from 'react'

export interface LiveState {
  readonly connection: 'connecting' | 'connected' | 'lost'
  /** Since when the person has held updates back, in ms since 1970; null where they come in. */
  readonly pausedAtMs: number | null
  /** Changes that came while they were held back. */
  readonly heldBack: number
  /** When what stands here was last known to be the present state; null before that. */
  readonly asOfMs: number | null
  /** The revision that was then. */
  readonly revision: number | null
}

const initial: LiveState = { connection: 'connecting', pausedAtMs: null, heldBack: 0, asOfMs: null, revision: null }

let state = initial
const listeners = new Set<() => void>()

export const liveState = () => state

export function setLiveState(changed: Partial<LiveState>): void {
  state = { ...state, ...changed }
  for (const listener of listeners) listener()
}

export function subscribeLive(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const initially = () => initial

/** How this page stands with the stream of changes. */
export const useLiveState = () => useSyncExternalStore(subscribeLive, liveState, initially)

export const pauseLive = () => setLiveState({ pausedAtMs: Date.now(), heldBack: 0 })
export const resumeLive = () => setLiveState({ pausedAtMs: null, heldBack: 0 })
