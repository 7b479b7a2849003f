import type pg from 'pg'
import { inTransaction } from '@/lib/db/transaction'

/** One import's connection, inside its transaction. */
export interface ImportSession {
  readonly client: pg.ClientBase
  /** One statement, with the import's own time-outs. */
  query<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>
}

const STATEMENT_TIMEOUT_MS = 120_000
// The server gives up first, so that pg never leaves a statement running behind its back.
const ANSWER_TIMEOUT_MS = STATEMENT_TIMEOUT_MS + 2000

// An import is long and nobody waits for it: it takes its time, until it holds what others wait for (`hurried`).
const PATIENT = `
  SET LOCAL statement_timeout = ${STATEMENT_TIMEOUT_MS};
  SET LOCAL lock_timeout = 5000;
  SET LOCAL idle_in_transaction_session_timeout = 60000;
  SET LOCAL work_mem = '64MB';
  SET LOCAL jit = off`

/** As `inTransaction`, with time-outs fit for long statements: those of the pool are made for people who wait. */
export function inImportSession<Result>(
  pool: pg.Pool,
  work: (session: ImportSession) => Promise<Result>,
): Promise<Result> {
  const begin = async (client: pg.PoolClient) => {
    const session: ImportSession = { client, query: (sql, values) => ask(client, sql, values) }
    await session.query(PATIENT)
    return work(session)
  }
  return inTransaction(pool, begin)
}

/** The same session where others wait for it: all its statements together must end by `deadlineMs` (performance.now). */
export async function hurried(session: ImportSession, deadlineMs: number): Promise<ImportSession> {
  // A process that stalls loses its connection, and with it the lock.
  await session.query('SET LOCAL idle_in_transaction_session_timeout = 2000; SET LOCAL lock_timeout = 1000')
  return {
    client: session.client,
    query: async (sql, values) => {
      const leftMs = Math.max(1, Math.floor(deadlineMs - performance.now()))
      await session.query(`SET LOCAL statement_timeout = ${leftMs}`)
      return session.query(sql, values)
    },
  }
}

async function ask<Row extends pg.QueryResultRow>(client: pg.ClientBase, text: string, values?: unknown[]) {
  const config = { text, values, query_timeout: ANSWER_TIMEOUT_MS }
  return (await client.query<Row>(config)).rows
}
