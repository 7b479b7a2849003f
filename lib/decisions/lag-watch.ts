import type { ChangeMessage } from '@/lib/invalidation/listener'
import { counters } from '@/lib/telemetry/counters'

const MOST_AWAITED = 1000

/** Measures how long after its commit each announced change is in force in this process. */
export interface LagWatch {
  announced(message: ChangeMessage): void
  /** All up to a revision are in force. @param nowMs database time */
  inForce(epoch: string, n: number, nowMs: number): void
}

export function createLagWatch(): LagWatch {
  let awaited: { readonly epoch: string; readonly n: number; readonly at: number }[] = []
  let inForceN = 0

  function announced({ epoch, n, at }: ChangeMessage): void {
    if (at !== undefined && n > inForceN && awaited.length < MOST_AWAITED) awaited.push({ epoch, n, at })
  }

  function inForce(epoch: string, n: number, nowMs: number): void {
    inForceN = n
    if (awaited.length === 0) return
    // One clock in the database, but carried forward here from a round trip ago: it may be early by that.
    for (const each of awaited)
      if (each.epoch === epoch && each.n <= n) counters.invalidationLagSeconds.note(Math.max(0, nowMs - each.at) / 1000)
    awaited = awaited.filter((each) => each.epoch === epoch && each.n > n)
  }

  return { announced, inForce }
}
