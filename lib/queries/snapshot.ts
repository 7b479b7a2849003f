import type pg from 'pg'
import { inTransaction } from '@/lib/db/transaction'

type Read = (sql: string) => Promise<pg.QueryResultRow[]>

const STATEMENT_TIMEOUT_MS = 60_000

/** Several long reads of one moment. Writers neither wait for it nor show in it. */
export function inSnapshot<Result>(
  pool: pg.Pool,
  work: (read: Read) => Promise<Result>,
  statementTimeoutMs = STATEMENT_TIMEOUT_MS,
): Promise<Result> {
  const readAll = async (client: pg.PoolClient) => {
    await client.query(`SET LOCAL statement_timeout = ${statementTimeoutMs}`)
    return work(async (text) => {
      const config = { text, query_timeout: statementTimeoutMs + 2000 }
      return (await client.query<pg.QueryResultRow>(config)).rows
    })
  }
  return inTransaction(pool, readAll, 'BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY')
}
