import pg from 'pg'

export interface PoolOptions {
  readonly max: number
  readonly connectionTimeoutMs: number
  readonly statementTimeoutMs: number
  readonly lockTimeoutMs: number
  readonly name: string
}

/** Decisions: small, and quick to give up, for a caller waits in milliseconds. */
export const DECISION_POOL: PoolOptions = {
  name: 'decisions',
  max: 4,
  connectionTimeoutMs: 1000,
  statementTimeoutMs: 1000,
  lockTimeoutMs: 500,
}
/** People and imports: lock 1 s < statement 2 s (reliability.md, "Pools"). */
export const CONSOLE_POOL: PoolOptions = {
  name: 'console',
  max: 8,
  connectionTimeoutMs: 2000,
  statementTimeoutMs: 2000,
  lockTimeoutMs: 1000,
}
/** One impact: a long read in batches, each of them short. */
export const IMPACT_POOL: PoolOptions = {
  name: 'impact',
  max: 1,
  connectionTimeoutMs: 2000,
  statementTimeoutMs: 20_000,
  lockTimeoutMs: 1000,
}

/** Options of one connection of its own: LISTEN, which no pool may recycle. All time-outs are set: pg's own are none. */
export function connectionOptions(databaseUrl: string, options: PoolOptions): pg.ClientConfig {
  return {
    connectionString: databaseUrl,
    application_name: `aviary ${options.name}`,
    connectionTimeoutMillis: options.connectionTimeoutMs,
    statement_timeout: options.statementTimeoutMs,
    query_timeout: options.statementTimeoutMs + 500,
    lock_timeout: options.lockTimeoutMs,
    idle_in_transaction_session_timeout: 10_000,
    keepAlive: true,
  }
}

/**
 * A pool of connections, each with every time-out set.
 * @param onError told of a connection that died while idle; without a listener it would end the process.
 */
export function createPool(databaseUrl: string, options: PoolOptions, onError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({ ...connectionOptions(databaseUrl, options), max: options.max })
  pool.on('error', onError)
  return pool
}
