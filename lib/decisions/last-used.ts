import type pg from 'pg'

/** When keys were last used, remembered here and written now and then: a call never costs a write. */
export interface LastUsed {
  note(keyId: string, nowMs: number): void
  /** Writes what is new since the last time. */
  flush(pool: pg.Pool): Promise<void>
}

export function createLastUsed(): LastUsed {
  let used = new Map<string, number>()
  return {
    note: (keyId, nowMs) => void used.set(keyId, nowMs),
    flush: async (pool) => {
      if (used.size === 0) return
      const batch = used
      used = new Map()
      await pool.query(
        `UPDATE api_keys SET last_used_at = to_timestamp(u.ms / 1000) FROM unnest($1::uuid[], $2::float8[]) AS u (id, ms)
         WHERE api_keys.id = u.id AND (last_used_at IS NULL OR last_used_at < to_timestamp(u.ms / 1000))`,
        [[...batch.keys()], [...batch.values()]],
      )
    },
  }
}
