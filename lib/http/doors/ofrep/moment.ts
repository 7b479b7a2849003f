import type { Snapshot } from '@/lib/decisions/state'

// Nodes carry the database's clock each on its own: an expiry is announced when it is in force on all of them.
const CLOCK_MARGIN_MS = 250

/** A state of the answers: it changes with the revision, and when something expires. */
export interface Moment {
  readonly id: string
  /** The revision as `flagConfigEtag` brings it back. */
  readonly etag: string
  /** Ms until the next expiry; Infinity: none. */
  readonly endsInMs: number
}

function* expiries({ rules, keys }: Snapshot): Iterable<number> {
  for (const { exemptions } of rules.features.values())
    for (const { expiresAt } of exemptions.values()) if (expiresAt !== null) yield expiresAt
  for (const { expiresAt } of keys.values()) if (expiresAt !== null) yield expiresAt
}

/** Where a snapshot stands at an instant; the same on every node. @param nowMs database time */
export function momentOf(snapshot: Snapshot, nowMs: number): Moment {
  const atMs = nowMs - CLOCK_MARGIN_MS
  let last = Number.NEGATIVE_INFINITY
  let next = Number.POSITIVE_INFINITY
  for (const expiry of expiries(snapshot)) {
    if (expiry <= atMs) last = Math.max(last, expiry)
    else next = Math.min(next, expiry)
  }
  const revision = `${snapshot.epoch}/${snapshot.n}`
  const id = last === Number.NEGATIVE_INFINITY ? revision : `${revision}/${last}`
  return { id, etag: `"${revision}"`, endsInMs: next - atMs }
}

const NAMED_REVISION = /^(?:W\/)?"?([0-9a-f-]{36})\/([0-9]{1,15})"?$/

/** The revision that a moment's etag names, or null. */
export function revisionIn(etag: string): { readonly epoch: string; readonly n: number } | null {
  const [, epoch, n] = NAMED_REVISION.exec(etag) ?? []
  return epoch === undefined ? null : { epoch, n: Number(n) }
}
