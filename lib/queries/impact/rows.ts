import type pg from 'pg'

const FETCHED_AT_ONCE = 5000

/** How a transaction begins that reads the directory in batches: all of them are of one moment. */
export const ONE_MOMENT =
  'BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL idle_in_transaction_session_timeout = 60000'

/**
 * The rows of a query, by a cursor and in batches, so that memory does not grow with them. The next batch is on its way
 * while one is worked on. To be called inside a transaction, one at a time.
 */
export async function* inBatches<Row extends unknown[]>(
  client: pg.ClientBase,
  sql: string,
  values: readonly unknown[] = [],
  size = FETCHED_AT_ONCE,
): AsyncGenerator<readonly Row[]> {
  await client.query(`DECLARE batch NO SCROLL CURSOR FOR ${sql}`, [...values])
  const fetch = () => {
    const fetched = client.query<Row>({ text: `FETCH ${size} FROM batch`, rowMode: 'array' })
    // Where it fails before it is awaited, the await says so.
    fetched.catch(() => {})
    return fetched
  }
  let next = fetch()
  for (;;) {
    const { rows } = await next
    if (rows.length < size) {
      yield rows
      break
    }
    next = fetch()
    yield rows
  }
  await client.query('CLOSE batch')
}
