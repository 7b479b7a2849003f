import type pg from 'pg'
import { inTransaction } from '@/lib/db/transaction'
import { type AuditContext, type ChangeContext, describeChange } from './change-context'
import { asChangeError } from './database-errors'

/** What a verb did, as of `revision`: whoever serves that revision has it in force. */
export interface Changed<Value> {
  readonly value: Value
  readonly revision: number
}

async function asPart<Value>(
  client: pg.PoolClient,
  work: (client: pg.PoolClient) => Promise<Value>,
): Promise<Changed<Value>> {
  const value = await work(client)
  const { rows } = await client.query<{ n: string }>('SELECT n FROM state_revision')
  return { value, revision: Number(rows[0]?.n) }
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
  if (context.change !== undefined) return asPart(context.change, work)
  try {
    return await inTransaction(context.pool, async (client) => {
      await client.query('SELECT FROM state_revision FOR NO KEY UPDATE')
      await describeChange(client, context, audit)
      return asPart(client, work)
    })
  } catch (error) {
    throw asChangeError(error)
  }
}
