import type pg from 'pg'

type Read = (sql: string) => Promise<pg.QueryResultRow[]>

const STATEMENT_TIMEOUT_MS = 60_000

/** Several long reads of one moment. Writers neither wait for it nor show in it. */
export async function inSnapshot<Result>(pool: pg.Pool, work: (read: Read) => Promise<Result>): Promise<Result> {
  const client = await pool.connect()
  let broken: Error | undefined
  // A connection that the server ends while it is out of the pool would otherwise end the process.
  const onError = (error: Error) => {
    broken = error
  }
  client.on('error', onError)
  const read: Read = async (text) => {
    const config = { text, query_timeout: STATEMENT_TIMEOUT_MS + 2000 }
    return (await client.query<pg.QueryResultRow>(config)).rows
  }
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY')
    await client.query(`SET LOCAL statement_timeout = ${STATEMENT_TIMEOUT_MS}`)
    return await work(read)
  } finally {
    await client.query('COMMIT').catch(onError)
    client.removeListener('error', onError)
    client.release(broken)
  }
}
