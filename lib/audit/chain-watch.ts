import type pg from 'pg'
import type { Logger } from 'pino'
import { counters } from '@/lib/telemetry/counters'
import { entryHash } from './canonical-entry'
import { type Break, follow, isBreak, type Link, START } from './chain'
import { entriesAfter } from './chained-rows'

const EVERY_MS = 30_000
/** Where a watch begins, before the trail's end: all of it is for `npm run audit:verify`. */
const TAIL = 200
/** A batch is hashed in about a millisecond: decisions wait for no more. */
const BATCH = 100
const MOST_BATCHES = 20
const HEAD = `SELECT s.epoch, coalesce((SELECT max(id) FROM audit_events), 0)::float8 AS "headId" FROM state_revision s`

/** Follows the end of the audit trail. */
export interface ChainWatch {
  /** Checks what was written since the last time, so much at a time. Resolves to how the chain is broken; null: it is not. @throws when it can't be read */
  check(): Promise<Break | null>
  /** The last entry that was found whole. */
  checkedEntry(): number
}

const gone = (entryId: number): Break => ({
  kind: 'head',
  entryId,
  message: `Entry ${entryId} was there and is gone or another: the trail's tail was cut off or rewritten.`,
})

export function createChainWatch(pool: Pick<pg.Pool, 'query'>): ChainWatch {
  let last: Link | null = null
  let knownEpoch: string | undefined

  // The entry that all others are followed from has only itself to be judged by.
  async function begin(headId: number): Promise<Link | Break> {
    if (headId <= TAIL) return START
    const [first] = await entriesAfter(pool, headId - TAIL - 1, 1)
    if (first === undefined) return gone(headId - TAIL)
    return follow({ id: Number(first.id) - 1, hash: first.prevHash, revision: 0 }, first)
  }

  async function stillThere(link: Link): Promise<boolean> {
    if (link.id === 0) return true
    const [entry] = await entriesAfter(pool, link.id - 1, 1)
    return entry?.id === String(link.id) && entry.hash === link.hash && entryHash(entry, entry.prevHash) === link.hash
  }

  async function walk(from: Link): Promise<Break | null> {
    last = from
    for (let batches = 0; batches < MOST_BATCHES; batches++) {
      const entries = await entriesAfter(pool, last.id, BATCH)
      for (const entry of entries) {
        const step = follow(last, entry)
        if (isBreak(step)) return step
        last = step
      }
      if (entries.length < BATCH) break
    }
    return null
  }

  async function check(): Promise<Break | null> {
    const { rows } = await pool.query<{ epoch: string; headId: number }>(HEAD)
    const { epoch, headId = 0 } = rows[0] ?? {}
    // A restored database has a trail of its own.
    if (epoch !== knownEpoch) last = null
    knownEpoch = epoch
    if (last !== null && !(await stillThere(last))) return gone(last.id)
    const from = last ?? (await begin(headId))
    return isBreak(from) ? from : walk(from)
  }

  return { check, checkedEntry: () => last?.id ?? 0 }
}

/**
 * Checks the end of the audit trail now and every half minute, so that a trail that somebody changed is known without
 * anybody asking: by the metric and in the log.
 * @returns stops it
 */
export function startChainWatch(pool: Pick<pg.Pool, 'query'>, log: Logger, everyMs = EVERY_MS): () => Promise<void> {
  const watch = createChainWatch(pool)
  let said: string | null = null

  async function look(): Promise<void> {
    try {
      const broken = await watch.check()
      counters.audit.isIntact = broken === null
      counters.audit.checkedEntry = watch.checkedEntry()
      if (broken !== null && broken.message !== said) log.error({ break: broken }, 'the audit chain is broken')
      said = broken?.message ?? null
    } catch (error) {
      log.debug({ err: error instanceof Error ? error.message : String(error) }, 'the audit trail could not be read')
    }
  }

  let looking = look()
  const timer = setInterval(() => {
    looking = looking.then(look)
  }, everyMs)
  timer.unref()
  return () => {
    clearInterval(timer)
    return looking
  }
}
