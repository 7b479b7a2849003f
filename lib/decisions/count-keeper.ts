import type pg from 'pg'
import type { Reason } from '@/lib/rollout'
import type { DecisionTally } from './decision-tally'

const MINUTE_MS = 60_000
/** What a database that is away may leave waiting here; beyond, the oldest minutes are forgotten. */
const MOST_WAITING = 20_000

// Sorted, so that nodes that write at the same time take the rows in one order. Only features that exist are counted.
// What is older than a day is forgotten; when a feature was last asked for is kept, to ten minutes.
const WRITE = `WITH forgotten AS (DELETE FROM decision_counts WHERE minute < now() - interval '24 hours'),
  asks AS (
    INSERT INTO feature_asks AS known (feature_name, asked_at)
    SELECT f.name, to_timestamp(max(c.minute_s)) FROM unnest($1::float8[], $2::text[]) AS c (minute_s, feature)
    JOIN features f ON f.name = c.feature GROUP BY f.name ORDER BY f.name
    ON CONFLICT (feature_name) DO UPDATE SET asked_at = excluded.asked_at
    WHERE known.asked_at IS NULL OR known.asked_at < excluded.asked_at - interval '10 minutes'
  )
  INSERT INTO decision_counts (minute, feature_name, reason, decisions)
  SELECT to_timestamp(c.minute_s), c.feature, c.reason, c.decisions
  FROM unnest($1::float8[], $2::text[], $3::text[], $4::bigint[]) AS c (minute_s, feature, reason, decisions)
  JOIN features f ON f.name = c.feature
  ORDER BY 1, 2, 3
  ON CONFLICT (minute, feature_name, reason) DO UPDATE SET decisions = decision_counts.decisions + excluded.decisions`

interface Waiting {
  readonly minuteMs: number
  readonly feature: string
  readonly reason: Reason
  readonly decisions: number
}

/** Brings counted decisions into the database, by minute. */
export interface CountKeeper {
  /** What was counted since the last time belongs to the minute in which that time was. @param nowMs database time */
  collect(nowMs: number): void
  /** Writes what waits, in one statement. Where that fails, it waits for the next time. @throws when it fails */
  write(): Promise<void>
}

export function createCountKeeper(
  tally: DecisionTally,
  pool: Pick<pg.Pool, 'query'>,
  mostWaiting = MOST_WAITING,
): CountKeeper {
  let collectedAtMs: number | null = null
  let waiting: Waiting[] = []

  function collect(nowMs: number): void {
    const minuteMs = Math.floor((collectedAtMs ?? nowMs) / MINUTE_MS) * MINUTE_MS
    collectedAtMs = nowMs
    for (const [feature, counts] of tally.take())
      for (const [reason, decisions] of Object.entries(counts))
        if (decisions > 0) waiting.push({ minuteMs, feature, reason: reason as Reason, decisions })
    if (waiting.length > mostWaiting) waiting = waiting.slice(-mostWaiting)
  }

  async function write(): Promise<void> {
    if (waiting.length === 0) return
    const batch = summed(waiting)
    waiting = []
    try {
      await pool.query(WRITE, [
        batch.map(({ minuteMs }) => minuteMs / 1000),
        batch.map(({ feature }) => feature),
        batch.map(({ reason }) => reason),
        batch.map(({ decisions }) => decisions),
      ])
    } catch (error) {
      waiting = [...batch, ...waiting].slice(-mostWaiting)
      throw error
    }
  }

  return { collect, write }
}

/** One statement may not touch a row twice. */
function summed(all: readonly Waiting[]): Waiting[] {
  const rows = new Map<string, Waiting>()
  for (const row of all) {
    const key = `${row.minuteMs} ${row.feature} ${row.reason}`
    rows.set(key, { ...row, decisions: row.decisions + (rows.get(key)?.decisions ?? 0) })
  }
  return [...rows.values()]
}
