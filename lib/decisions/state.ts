import DataLoader from 'dataloader'
import type { FactCache } from './fact-cache'
import {
  ALL_PARTS,
  type FactKey,
  type FactSource,
  type Hint,
  type LoadedParts,
  type Part,
  type Parts,
  type Revision,
} from './facts'
import { createRevisionLog } from './revision-log'

/** The rules, internal actors and keys as of one revision. Replaced whole, and only ever by a later one. */
export interface Snapshot extends Parts {
  readonly epoch: string
  readonly n: number
}

/** A number so far ahead of what is known is no neighbor's hint; the revision is read anyway. */
const FARTHEST_AHEAD = 1000

/** What `state` tells its owner; a listener must not throw. */
export type StateEvent =
  | {
      readonly kind: 'advanced'
      readonly n: number
      readonly epoch: string
      readonly isFull: boolean
      readonly touched: number
    }
  | { readonly kind: 'epoch_changed'; readonly from: string; readonly to: string }

/** The facts that this process decides by. Invariant: every cached fact is true at `snapshot().n`. */
export interface State {
  snapshot(): Snapshot | null
  readonly cache: FactCache
  /** Database time now, as `nowMs`; null where the facts are not fresh. The one look at the clock that a decision takes. */
  freshNowMs(): number | null
  /** Database time carried forward on the monotonic clock, ms since 1970. */
  nowMs(): number
  /** Ms since the last proof of freshness. */
  ageMs(): number
  /** Reads the revision and catches up with it. Resolves when a read that began after the call is applied. @throws when facts can't be read */
  sync(): Promise<void>
  /** Loads facts into the cache; those that a change overtook meanwhile are left out. @throws when facts can't be read */
  load(keys: readonly FactKey[]): Promise<void>
  /** A change heard of. Never trusted for the number: the revision is read. */
  hear(message: { epoch: string; n: number; hint: Hint }): void
  /** Drops everything at the next sync: something may have been missed. */
  distrust(): void
}

export interface StateOptions {
  readonly source: FactSource
  readonly cache: FactCache
  readonly maxStalenessMs: number
  readonly monotonicMs: () => number
  readonly onEvent?: (event: StateEvent) => void
}

function neededParts(touched: ReadonlySet<string> | null, hasInternals: boolean): readonly Part[] {
  if (touched === null || touched.has('*')) return ALL_PARTS
  const parts = new Set<Part>()
  for (const item of touched) {
    if (item === 'rules' || item === 'keys') parts.add(item)
    else if (hasInternals && (item.startsWith('a:') || item.startsWith('u:'))) parts.add('internals')
  }
  return [...parts]
}

/** Holds what decisions depend on, and keeps it as of one revision (reliability.md, "Mechanism"). */
export function createState({ source, cache, maxStalenessMs, monotonicMs, onEvent = () => {} }: StateOptions): State {
  const log = createRevisionLog()
  let snapshot: Snapshot | null = null
  let provedAtMs = Number.NEGATIVE_INFINITY
  let clockOffsetMs = 0
  let distrusts = 0
  let distrustsAnswered = 0
  let lastFullN = 0
  let running: Promise<void> | null = null
  let queued: Promise<void> | null = null

  function touchedUntil(revision: Revision): ReadonlySet<string> | null {
    if (snapshot === null || snapshot.epoch !== revision.epoch || revision.n < snapshot.n) return null
    return distrustsAnswered === distrusts ? log.between(snapshot.n, revision.n) : null
  }

  function adopt(loaded: LoadedParts, touched: ReadonlySet<string> | null): void {
    const { rules, internals, keys } = { ...snapshot, ...loaded }
    if (rules === undefined || internals === undefined || keys === undefined) throw new Error('a snapshot lacks a part')
    const isFull = touched === null || touched.has('*')
    if (isFull) {
      cache.clear()
      lastFullN = loaded.n
    } else for (const item of touched) cache.drop(item)
    snapshot = { rules, internals, keys, epoch: loaded.epoch, n: loaded.n }
    onEvent({ kind: 'advanced', n: loaded.n, epoch: loaded.epoch, isFull, touched: touched?.size ?? 0 })
  }

  async function catchUp(): Promise<void> {
    let startedAtMs = monotonicMs()
    let loaded: LoadedParts = await source.readRevision()
    if (snapshot !== null && (snapshot.epoch !== loaded.epoch || loaded.n < snapshot.n)) {
      onEvent({ kind: 'epoch_changed', from: `${snapshot.epoch}/${snapshot.n}`, to: `${loaded.epoch}/${loaded.n}` })
      log.clear()
      distrusts++
    }
    for (let parts: readonly Part[] = [], asked = distrusts; ; ) {
      const touched = touchedUntil(loaded)
      const needed = neededParts(touched, snapshot?.internals !== null)
      if (needed.every((part) => parts.includes(part))) {
        if (touched === null || loaded.n !== snapshot?.n) adopt(loaded, touched)
        if (touched === null) distrustsAnswered = asked
        break
      }
      parts = needed
      asked = distrusts
      startedAtMs = monotonicMs()
      loaded = await source.loadParts(parts)
    }
    provedAtMs = startedAtMs
    clockOffsetMs = loaded.dbNowMs - monotonicMs()
  }

  function sync(): Promise<void> {
    const start = () => {
      queued = null
      running = catchUp().finally(() => {
        running = null
      })
      return running
    }
    if (running === null && queued === null) return start()
    queued ??= (running ?? Promise.resolve()).then(start, start)
    return queued
  }

  async function loadBatch(keys: readonly FactKey[]): Promise<void> {
    const loaded = await source.loadFacts(keys)
    if (snapshot === null || snapshot.epoch !== loaded.epoch || loaded.n > snapshot.n) await sync()
    if (snapshot === null || snapshot.epoch !== loaded.epoch) return
    for (const [key, facts] of loaded.resources) {
      const target = key.startsWith('p:') ? cache.projects : cache.sections
      if (log.holds(key, loaded.n, snapshot.n)) target.set(key.slice(2), facts)
    }
    for (const [key, isInternal] of loaded.internal) {
      const target = key.startsWith('a:') ? cache.authors : cache.users
      if (log.holds(key, loaded.n, snapshot.n)) target.set(key.slice(2), isInternal)
    }
  }

  // One load for all askers of a key, and one round trip for all keys asked in the same turn.
  const loader: DataLoader<FactKey, null> = new DataLoader(
    async (keys) => {
      try {
        await loadBatch(keys)
        return keys.map(() => null)
      } finally {
        for (const key of keys) loader.clear(key)
      }
    },
    { maxBatchSize: 500 },
  )

  function hear({ epoch, n, hint }: { epoch: string; n: number; hint: Hint }): void {
    if (snapshot === null || snapshot.epoch !== epoch || n > snapshot.n + FARTHEST_AHEAD) return
    const known = log.between(n - 1, n)
    // A full read covers a change that nothing was known of. One that was told otherwise misled facts read before it.
    const wasApplied = known === null ? n <= lastFullN : hint.every((item) => known.has(item))
    if (n <= snapshot.n && !wasApplied) distrusts++
    log.add(n, hint)
  }

  return {
    snapshot: () => snapshot,
    cache,
    freshNowMs: () => {
      const now = monotonicMs()
      return now - provedAtMs <= maxStalenessMs ? now + clockOffsetMs : null
    },
    nowMs: () => monotonicMs() + clockOffsetMs,
    ageMs: () => monotonicMs() - provedAtMs,
    sync,
    load: async (keys) => {
      await Promise.all(keys.map((key) => loader.load(key)))
    },
    hear,
    distrust: () => {
      distrusts++
    },
  }
}
