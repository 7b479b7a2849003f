import { LRUCache } from 'lru-cache'

const MOST_IDS = 20_000
const MOST_LISTS = 10_000
const NONE: readonly string[] = []

/** Keeps equal texts and lists once: many resources have the same parents, and are opted in to the same features. */
export interface Interned {
  id(id: string): string
  list(names: readonly string[]): readonly string[]
}

export function createInterned(): Interned {
  const ids = new LRUCache<string, string>({ max: MOST_IDS })
  const lists = new LRUCache<string, readonly string[]>({ max: MOST_LISTS })

  function id(text: string): string {
    const known = ids.get(text)
    if (known !== undefined) return known
    ids.set(text, text)
    return text
  }

  function list(names: readonly string[]): readonly string[] {
    if (names.length === 0) return NONE
    const sorted = [...names].sort()
    const key = sorted.join(' ')
    const known = lists.get(key)
    if (known !== undefined) return known
    const kept = sorted.map(id)
    lists.set(key, kept)
    return kept
  }

  return { id, list }
}
