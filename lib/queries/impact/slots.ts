import { ChangeError } from '@/lib/changes/errors'

/** Lets a few work at a time, and a few more wait for them. */
export interface Slots {
  /**
   * Waits for a slot. @returns what gives it back
   * @throws ChangeError `busy` where too many wait already; the signal's reason when it is aborted
   */
  take(signal: AbortSignal): Promise<() => void>
}

export function createSlots(most: number, mostWaiting: number): Slots {
  const waiting = new Set<() => void>()
  let taken = 0

  function giveBack(): void {
    taken--
    const [next] = waiting
    next?.()
  }

  function wait(signal: AbortSignal): Promise<void> {
    if (waiting.size >= mostWaiting) throw new ChangeError('busy', 'Many impacts are being judged: try again soon.')
    return new Promise((resolve, reject) => {
      const leave = (settle: () => void) => {
        waiting.delete(mine)
        signal.removeEventListener('abort', giveUp)
        settle()
      }
      const mine = () => leave(resolve)
      const giveUp = () => leave(() => reject(signal.reason))
      waiting.add(mine)
      signal.addEventListener('abort', giveUp)
    })
  }

  async function take(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted()
    while (taken >= most) await wait(signal)
    taken++
    return giveBack
  }

  return { take }
}
