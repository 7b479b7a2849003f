import type { QueryClient } from '@tanstack/react-query'
import { SUBJECTS, type Subject } from '../queries/subjects'

const FIRST_MS = 80
const GAP_MS = 400

/** Asks again for what changes have touched: soon after the first, and not more often than twice a second or so. */
export interface Refresher {
  touch(subjects: readonly Subject[]): void
  /** Everything: after a gap in what was heard. */
  touchAll(): void
}

/** @param isHeldBack whether the person has paused updates: what is touched then waits for the next call */
export function createRefresher(queryClient: QueryClient, isHeldBack: () => boolean): Refresher {
  const touched = new Set<unknown>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastMs = -GAP_MS
  const refresh = () => {
    timer = undefined
    if (isHeldBack() || touched.size === 0) return
    lastMs = performance.now()
    const subjects = new Set(touched)
    touched.clear()
    void queryClient.invalidateQueries({ predicate: ({ queryKey }) => subjects.has(queryKey[0]) })
  }
  const touch = (subjects: readonly Subject[]) => {
    for (const subject of subjects) touched.add(subject)
    if (timer === undefined) timer = setTimeout(refresh, Math.max(FIRST_MS, lastMs + GAP_MS - performance.now()))
  }
  return { touch, touchAll: () => touch(SUBJECTS) }
}
