import type { FactKey, Hint } from './facts'

const KEPT = 1000

/** The hints of the last revisions: what each change touched, as far as it was heard. */
export interface RevisionLog {
  /** Hints of one revision add up: what two messages name, both touched. */
  add(n: number, hint: Hint): void
  /** Everything touched in (after, upTo], or null where a revision in between was not heard. */
  between(after: number, upTo: number): ReadonlySet<string> | null
  /** Whether a fact read at revision `seen` still holds at `now`. */
  holds(key: FactKey, seen: number, now: number): boolean
  clear(): void
  size(): number
}

export function createRevisionLog(): RevisionLog {
  const hints = new Map<number, ReadonlySet<string>>()
  let highest = 0

  function add(n: number, hint: Hint): void {
    hints.set(n, new Set([...(hints.get(n) ?? []), ...hint]))
    highest = Math.max(highest, n)
    if (hints.size <= KEPT) return
    for (const old of hints.keys()) if (old <= highest - KEPT) hints.delete(old)
  }

  function between(after: number, upTo: number): ReadonlySet<string> | null {
    if (upTo - after > KEPT) return null
    const touched = new Set<string>()
    for (let n = after + 1; n <= upTo; n++) {
      const hint = hints.get(n)
      if (hint === undefined) return null
      for (const item of hint) touched.add(item)
    }
    return touched
  }

  function holds(key: FactKey, seen: number, now: number): boolean {
    if (seen > now) return false
    const touched = between(seen, now)
    return touched !== null && !touched.has(key) && !touched.has('*')
  }

  function clear(): void {
    hints.clear()
    highest = 0
  }

  return { add, between, holds, clear, size: () => hints.size }
}
