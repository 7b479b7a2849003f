import type pg from 'pg'
import { createPool, DECISION_POOL } from '@/lib/db/pool'
import { createFactCache, type FactCache } from '@/lib/decisions/fact-cache'
import { createPgSource } from '@/lib/decisions/pg-source'
import { createDecisionService, type DecisionService } from '@/lib/decisions/service'
import { createState, type State } from '@/lib/decisions/state'
import { usedBytes } from './heap'

/** A node's caches over a real database, without its timers, so that what they weigh can be told apart. */
export interface MeasuredNode {
  readonly pool: pg.Pool
  readonly cache: FactCache
  readonly state: State
  readonly service: DecisionService
  /** What the caches take before anything is in them. */
  readonly emptyBytes: number
}

export async function startMeasuredNode(databaseUrl: string): Promise<MeasuredNode> {
  const pool = createPool(databaseUrl, { ...DECISION_POOL, statementTimeoutMs: 10_000 }, () => {})
  const source = createPgSource(pool)
  await source.readRevision()
  const monotonicMs = () => performance.now()
  const before = await usedBytes()
  const cache = createFactCache(monotonicMs)
  const emptyBytes = (await usedBytes()) - before
  const state = createState({ source, cache, maxStalenessMs: 3_600_000, monotonicMs })
  await state.sync()
  return { pool, cache, state, service: createDecisionService(state, source), emptyBytes }
}

/** What the caches take now: what is freed by clearing them, and what they had taken empty. */
export async function cacheBytes({ cache, emptyBytes }: MeasuredNode): Promise<number> {
  const full = await usedBytes()
  cache.clear()
  return full - (await usedBytes()) + emptyBytes
}
