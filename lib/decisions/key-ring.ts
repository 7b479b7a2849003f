import { LRUCache } from 'lru-cache'
import { type ApiKey, hashApiKey, isApiKeyShaped } from '@/lib/auth/api-keys'
import type { FactSource } from './facts'
import type { State } from './state'

const REMEMBERED_MS = 1000
const MOST_REMEMBERED = 10_000

/** Finds who holds a key. */
export interface KeyRing {
  /**
   * The key's record, or null where it is wrong, revoked or expired. A right-looking key that the snapshot does not
   * hold is looked up once, so that a new key works at once on every node (api.md, "Keys").
   * @throws when it can't be known: never loaded, or the look-up failed
   */
  find(key: string): ApiKey | null | Promise<ApiKey | null>
  /** Any key that allows the origin, for a preflight, which carries no key. */
  allowsOrigin(origin: string): boolean
}

/** No key was ever loaded, or the database can't be asked. */
export class KeysUnknownError extends Error {
  override name = 'KeysUnknownError'
}

/** Keys live in the snapshot and outlast its staleness: who may ask is known even when the answer is not. */
export function createKeyRing(state: State, source: FactSource): KeyRing {
  const lookedUp = new LRUCache<string, { readonly key: ApiKey | null }>({
    max: MOST_REMEMBERED,
    ttl: REMEMBERED_MS,
    fetchMethod: async (hash) => ({ key: await source.findKey(hash) }),
  })
  const valid = (key: ApiKey) => (key.expiresAt === null || state.nowMs() < key.expiresAt ? key : null)

  async function lookUp(hash: string): Promise<ApiKey | null> {
    try {
      const found = await lookedUp.forceFetch(hash)
      return found.key === null ? null : valid(found.key)
    } catch (error) {
      throw new KeysUnknownError('the key could not be looked up', { cause: error })
    }
  }

  function find(text: string): ApiKey | null | Promise<ApiKey | null> {
    const hash = hashApiKey(text)
    const known = state.snapshot()?.keys.get(hash)
    if (known !== undefined) return valid(known)
    if (!isApiKeyShaped(text)) return null
    if (state.snapshot() === null) throw new KeysUnknownError('no keys were loaded yet')
    return lookUp(hash)
  }

  function allowsOrigin(origin: string): boolean {
    for (const key of state.snapshot()?.keys.values() ?? []) if (key.allowedOrigins.includes(origin)) return true
    return false
  }

  return { find, allowsOrigin }
}
