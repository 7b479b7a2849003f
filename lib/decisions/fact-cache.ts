import { LRUCache } from 'lru-cache'
import type { FactKey, ResourceFacts } from './facts'

const TTL_MS = 5 * 60_000
// At most 200,000 entries and 50 MB (reliability.md, "Caches"): `npm run bench` measures their bytes.
const MOST = { p: 25_000, s: 60_000, a: 10_000, u: 40_000 } as const

type Kind = keyof typeof MOST

/** Facts that grow with the directory, bounded; "there is none" is an entry like any other. */
export interface FactCache {
  readonly projects: LRUCache<string, ResourceFacts>
  readonly sections: LRUCache<string, ResourceFacts>
  readonly authors: LRUCache<string, boolean>
  readonly users: LRUCache<string, boolean>
  drop(key: FactKey): void
  clear(): void
  size(): number
}

/** @param monotonicMs the clock that entries age by, @param most entries of each kind */
export function createFactCache(monotonicMs: () => number, most: Readonly<Record<Kind, number>> = MOST): FactCache {
  const make = <Value extends {}>(kind: Kind) =>
    new LRUCache<string, Value>({ max: most[kind], ttl: TTL_MS, ttlResolution: 1000, perf: { now: monotonicMs } })
  const caches = {
    p: make<ResourceFacts>('p'),
    s: make<ResourceFacts>('s'),
    a: make<boolean>('a'),
    u: make<boolean>('u'),
  }
  const all = Object.values(caches)

  function drop(key: FactKey): void {
    const kind = key.charAt(0)
    if (kind === 'p' || kind === 's' || kind === 'a' || kind === 'u') caches[kind].delete(key.slice(2))
  }

  return {
    projects: caches.p,
    sections: caches.s,
    authors: caches.a,
    users: caches.u,
    drop,
    clear: () => {
      for (const cache of all) cache.clear()
    },
    size: () => all.reduce((sum, cache) => sum + cache.size, 0),
  }
}
