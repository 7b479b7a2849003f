import type pg from 'pg'
import { type Break, follow, isBreak, type Link, START } from '@/lib/audit/chain'
import { entriesAfter } from '@/lib/audit/chained-rows'
import { permit } from '@/lib/auth/permissions'
import type { AuditHead, AuditVerification } from '@/lib/contracts/api/audit'
import type { ReadContext } from '../read-context'
import { findHead } from './entry-rows'
import { replayTrail } from './replay'

const BATCH = 1000

export interface VerifyOptions {
  /** A head that was logged: the trail must still hold it. */
  readonly head?: AuditHead | null
  /** Told after each thousand entries. */
  readonly onProgress?: (progress: { checked: number; total: number }) => void
  /** Aborted: nobody waits for the outcome. */
  readonly signal?: AbortSignal | undefined
}

interface Walk {
  readonly last: Link
  readonly broken: Break | null
}

function headBreak(known: AuditHead, message: string): Break {
  return { kind: 'head', entryId: known.id, message }
}

async function walk(pool: pg.Pool, total: number, { head = null, onProgress, signal }: VerifyOptions): Promise<Walk> {
  let last = START
  while (last.id < total) {
    signal?.throwIfAborted()
    const entries = await entriesAfter(pool, last.id, Math.min(BATCH, total - last.id))
    if (entries.length === 0) break
    for (const entry of entries) {
      const step = follow(last, entry)
      if (isBreak(step)) return { last, broken: step }
      if (step.id === head?.id && step.hash !== head.hash)
        return { last, broken: headBreak(head, `Entry ${head.id} was another when its hash was logged.`) }
      last = step
    }
    onProgress?.({ checked: last.id, total })
  }
  return { last, broken: cut(last, head) }
}

function cut(last: Link, head: AuditHead | null): Break | null {
  if (head === null || head.id <= last.id) return null
  return headBreak(head, `The trail ends at entry ${last.id}, but entry ${head.id} was there: its tail is cut off.`)
}

/**
 * Walks the hash chain from its first entry, in bounded memory and without asking the functions of the database, and
 * replays the trail against the present state (docs/audit-trail.md). What is written meanwhile is not looked at.
 * @throws ChangeError `forbidden`; the signal's reason
 */
export async function verifyAudit(
  { pool, principal }: ReadContext,
  options: VerifyOptions,
): Promise<AuditVerification> {
  permit(principal, 'read_audit')
  const total = (await findHead(pool))?.id ?? 0
  const { last, broken } = await walk(pool, total, options)
  options.signal?.throwIfAborted()
  const replay = await replayTrail(pool)
  return {
    isWhole: broken === null && replay.outcome !== 'differs',
    entries: last.id,
    head: last.id === 0 ? null : { id: last.id, hash: last.hash },
    break: broken,
    replay,
  }
}
