import { useState } from 'react'
import type { AuditEntry } from '@/lib/contracts/api/audit'

interface Held {
  readonly view: string
  readonly headId: number
  readonly kept: readonly AuditEntry[]
}

export interface HeldEntries {
  readonly shown: readonly AuditEntry[]
  /** How many came since, and wait. */
  readonly waiting: number
  readonly show: () => void
}

/**
 * The entries that stood there when the view was opened, each as it is now: what comes meanwhile waits until it is asked
 * for, so that nothing moves under the reader.
 * @param entries what is there now; undefined while it is read: then what stood there stays
 * @param view what is looked at; another one begins anew
 */
export function useHeldEntries(entries: readonly AuditEntry[] | undefined, view: string): HeldEntries {
  const [held, setHeld] = useState<Held | null>(null)
  const show = () => setHeld(null)
  if (entries === undefined) return { shown: held?.kept ?? [], waiting: 0, show }
  const current = held?.view === view ? held : { view, headId: entries[0]?.id ?? 0, kept: entries }
  if (current !== held) setHeld(current)
  const byId = new Map([...current.kept, ...entries].map((entry) => [entry.id, entry]))
  return {
    shown: [...byId.values()].filter(({ id }) => id <= current.headId).sort((a, b) => b.id - a.id),
    waiting: entries.filter(({ id }) => id > current.headId).length,
    show,
  }
}
