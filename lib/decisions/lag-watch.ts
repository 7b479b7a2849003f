import type { ChangeMessage } from '@/lib/invalidation/listener'
import { counters } from '@/lib/telemetry/counters'

const MOST_AWAITED = 1000

/** Measures how long after its commit each announced change is in force in this process. */
export interface LagWatch {
  announced(message: ChangeMessage): void
  /** All up to a revision are in force. @param nowMs database time @returns the longest lag, seconds; null: none was awaited */
  inForce(epoch: string, n: number, nowMs: number): number | null
}

export function createLagWatch(): LagWatch {
  let awaited: { readonly epoch: string; readonly n: number; readonly at: number }[] = []
  let inForceN = 0

  function announced({ epoch, n, at }: ChangeMessage): void {
    if (at !== undefined && n > inForceN && awaited.length < MOST_AWAITED) awaited.push({ epoch, n, at })
  }

  function inForce(epoch: string, n: number, nowMs: number): number | null {
    inForceN = n
    if (awaited.length === 0) return null
    // One clock in the database, but carried forward here from a round trip ago: it may be early by that.
    const lags = awaited
      .filter((each) => each.epoch === epoch && each.n <= n)
      .map(({ at }) => Math.max(0, nowMs - at) / 1000)
    for (const lag of lags) counters.invalidationLagSeconds.note(lag)
    awaited = awaited.filter((each) => each.epoch === epoch && each.n > n)
    return lags.length === 0 ? null : Math.max(...lags)
  }

  return { announced, inForce }
}
