import { hash } from 'node:crypto'
import type { Rules } from './rules'

const GENESIS = '0'.repeat(64)

/** Walks the audit trail's hash chain. The id of the first entry that does not follow from the one before, or null. */
export async function firstBroken({ run }: Rules): Promise<string | null> {
  const { rows } = await run('SELECT id, prev_hash, hash, audit_canonical(e) AS said FROM audit_events e ORDER BY id')
  let [previous, id] = [GENESIS, 0]
  for (const row of rows) {
    const follows = Number(row.id) === ++id && row.prev_hash === previous
    if (!follows || row.hash !== hash('sha256', `${previous}\n${row.said}`)) return row.id
    previous = row.hash
  }
  return null
}
