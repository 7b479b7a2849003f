import type pg from 'pg'

/**
 * Runs `work` in one transaction of a connection from the pool: committed when it returns, rolled back when it throws.
 * @param begin how the transaction begins: its isolation and its time-outs
 */
export async function inTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
  begin = 'BEGIN',
): Promise<Result> {
  const client = await pool.connect()
  let broken: Error | undefined
  // A connection that the server ends while it is out of the pool would otherwise end the process.
  const onError = (error: Error) => {
    broken = error
  }
  client.on('error', onError)
  try {
    await client.query(begin)
    const result = await work(client)
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch(onError)
    throw error
  } finally {
    client.removeListener('error', onError)
    client.release(broken)
  }
}
