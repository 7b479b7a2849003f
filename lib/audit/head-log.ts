import type pg from 'pg'
import type { Logger } from 'pino'

const EVERY_MS = 5 * 60_000
const HEAD = 'SELECT id::text AS id, hash FROM audit_events ORDER BY audit_events.id DESC LIMIT 1'

async function logHead(pool: pg.Pool, log: Logger): Promise<void> {
  try {
    const { rows } = await pool.query<{ id: string; hash: string }>(HEAD)
    const [head] = rows
    log.info({ head: head === undefined ? null : `${head.id}:${head.hash}` }, 'audit head')
  } catch (error) {
    log.warn({ err: error instanceof Error ? error.message : String(error) }, 'the audit head could not be read')
  }
}

/**
 * Writes the audit trail's last entry and its hash into the log: now, every five minutes, and when it is stopped. A log
 * is kept elsewhere than the database, so it shows that a tail was cut off (docs/audit-trail.md).
 * @returns stops it, after a last line
 */
export function startHeadLog(pool: pg.Pool, log: Logger, everyMs = EVERY_MS): () => Promise<void> {
  void logHead(pool, log)
  const timer = setInterval(() => logHead(pool, log), everyMs)
  timer.unref()
  return () => {
    clearInterval(timer)
    return logHead(pool, log)
  }
}
