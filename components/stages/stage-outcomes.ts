import { useSyncExternalStore } from 'react'
import { keyOfPlace, type StagePlace } from './stage-place'
import type { StageStep } from './stage-steps'

/** What came of the last change that was made here to a place. */
export interface StageOutcome {
  readonly text: string
  /** The version of the own stage that it left; null: it left none. What is there later has gone beyond it. */
  readonly version: number | null
  /** The way back, where it is one down. */
  readonly undo: StageStep | null
}

const outcomes = new Map<string, StageOutcome>()
const listeners = new Set<() => void>()

export function keepOutcome(place: StagePlace, outcome: StageOutcome): void {
  outcomes.set(keyOfPlace(place), outcome)
  for (const tell of listeners) tell()
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

/** The outcome of the last change made here, while it is still how things are. */
export function useStageOutcome(place: StagePlace): StageOutcome | null {
  const key = keyOfPlace(place)
  const read = () => outcomes.get(key)
  const outcome = useSyncExternalStore(subscribe, read, () => undefined)
  return outcome?.version === (place.own?.version ?? null) ? outcome : null
}
