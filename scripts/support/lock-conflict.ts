import { setTimeout as sleep } from 'node:timers/promises'

// About a minute: those who write all the time leave a gap sooner or later, a transaction left open does not.
const ATTEMPTS = 30
const LONGEST_WAIT_MS = 2000
/** lock_not_available, deadlock_detected: somebody else held a lock, nothing was done. */
const CODES = new Set(['55P03', '40P01'])

/** Whether an SQLSTATE says that a lock was in the way, so that it may work in a moment. */
export function isLockConflict(code: unknown): code is string {
  return typeof code === 'string' && CODES.has(code)
}

/** A lock was in the way; whatever had begun is undone. */
export class LockConflict extends Error {
  override name = 'LockConflict'
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}

/** Calls `work` again while it throws for a lock in its way: for about a minute, with growing pauses. */
export async function retryWhenLocked<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!isLockConflict((error as { code?: unknown }).code)) throw error
      if (attempt === ATTEMPTS) {
        throw new Error(`Somebody's transaction holds a lock in the way (${ATTEMPTS} attempts). Try again later.`)
      }
    }
    await sleep(Math.min(LONGEST_WAIT_MS, 100 * 2 ** attempt) * (0.5 + Math.random() / 2))
  }
}
