import pg from 'pg'

/** A statement that the database ran, how often, and the tables that it names. */
export interface Ran {
  readonly text: string
  readonly calls: number
  readonly tables: readonly string[]
}

// What a node does whether or not anybody asks: it polls the revision, keeps its LISTEN alive, says that it is there
// and how it decided.
const BACKGROUND = [
  /^SELECT epoch, n::float8 AS n, [^,]+ AS "dbNowMs" FROM state_revision$/,
  /^SELECT \$1$/,
  /^WITH forgotten AS \(DELETE FROM (nodes|decision_counts)/,
  /^LISTEN/,
  /^UPDATE api_keys SET last_used_at/,
  /pg_stat_statements/,
]

const TABLE = /\b(?:FROM|JOIN)\s+([a-z_]+)/gi

/** What a database's own count says that it was asked, and by what. */
export interface Statements {
  /** Runs `work` and resolves to the statements that it caused, those of the background left out. */
  causedBy(work: () => Promise<unknown>): Promise<readonly Ran[]>
  close(): Promise<void>
}

export async function watchStatements(databaseUrl: string): Promise<Statements> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const ours = `dbid = (SELECT oid FROM pg_database WHERE datname = current_database())`
  return {
    causedBy: async (work) => {
      await client.query('SELECT pg_stat_statements_reset()')
      await work()
      const { rows } = await client.query(
        `SELECT query, calls::int AS calls FROM pg_stat_statements WHERE ${ours} AND toplevel`,
      )
      return rows
        .filter(({ query }) => !BACKGROUND.some((known) => known.test(query.trim())))
        .map(({ query, calls }) => ({
          text: query,
          calls,
          tables: [...query.matchAll(TABLE)].map(([, table]) => table),
        }))
    },
    close: () => client.end(),
  }
}
