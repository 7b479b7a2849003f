import type pg from 'pg'

/** Which keys were used, remembered here and written now and then: a call never costs a write. */
export interface LastUsed {
  note(keyId: string): void
  /** Writes what was used since the last time, as used now. */
  flush(pool: pg.Pool): Promise<void>
}

export function createLastUsed(): LastUsed {
  let used = new Set<string>()
  return {
    note: (keyId) => void used.add(keyId),
    flush: async (pool) => {
      if (used.size === 0) return
      const batch = [...used]
      used = new Set()
      await pool.query('UPDATE api_keys SET last_used_at = now() WHERE id = ANY($1::uuid[])', [batch])
    },
  }
}
