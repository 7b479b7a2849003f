import type pg from 'pg'
import { inTransaction } from '@/lib/db/transaction'
import { type AuditContext, type ChangeContext, describeChange } from './change-context'
import { asChangeError } from './database-errors'
import { listenIn } from './tell-change'

/** What a verb did, as of `revision`: whoever serves that revision has it in force. */
export interface Changed<Value> {
  readonly value: Value
  readonly revision: number
}

interface Part<Value> {
  readonly changed: Changed<Value>
  /** The last audit entry of the transaction so far; null: there is none. */
  readonly auditEntry: number | null
}

const WHERE_IT_STANDS = `SELECT n, split_part(current_setting('aviary.audit_head', true), ':', 1) AS entry FROM state_revision`

async function asPart<Value>(
  client: pg.PoolClient,
  work: (client: pg.PoolClient) => Promise<Value>,
): Promise<Part<Value>> {
  const value = await work(client)
  const { rows } = await client.query<{ n: string; entry: string | null }>(WHERE_IT_STANDS)
  return { changed: { value, revision: Number(rows[0]?.n) }, auditEntry: Number(rows[0]?.entry) || null }
}

/**
 * One change: a transaction that holds the writers' lock from its first statement on, so that what `work` reads stays
 * true until what it writes is committed. The triggers write the audit entry and raise the revision; where `work` writes
 * nothing, neither happens (decision.md, "Ladder": a no-op). Where `context` has an open change, `work` is a part of it.
 * @throws ChangeError what `work` throws; `busy` where others held the lock or the rows for too long
 */
export async function inChange<Value>(
  context: ChangeContext,
  audit: AuditContext,
  work: (client: pg.PoolClient) => Promise<Value>,
): Promise<Changed<Value>> {
  if (context.change !== undefined) return (await asPart(context.change, work)).changed
  try {
    const { changed, tell } = await inTransaction(context.pool, async (client) => {
      await client.query('SELECT FROM state_revision FOR NO KEY UPDATE')
      const listened = await listenIn(client, context)
      await describeChange(client, context, audit)
      const { changed, auditEntry } = await asPart(client, work)
      return { changed, tell: await listened(changed.revision, auditEntry) }
    })
    tell()
    return changed
  } catch (error) {
    throw asChangeError(error)
  }
}
