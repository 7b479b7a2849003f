import pg from 'pg'
import { inBatches } from '@/lib/queries/impact/rows'

/** What must be there; everything else of data.md may be missing, and is read as empty then. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  publishers: ['id', 'name'],
  projects: ['id', 'title'],
  sections: ['id', 'title'],
  authors: ['id'],
  users: ['id'],
  scoped_feature_flag_states: ['feature_name'],
}

/** The database of the system that Aviary replaces, read as of one instant. It is never written to. */
export interface Source {
  query<Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<Row[]>
  /** The rows of a statement, so many at a time: memory holds one batch. */
  batches<Row extends unknown[]>(sql: string, size: number): AsyncGenerator<readonly Row[]>
  has(table: string): boolean
  /** A column as text, in SQL; NULL where this source has no such column. @param of the table's name in the statement */
  text(table: string, column: string, of?: string): string
}

async function columnsOf(client: pg.Client): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const { rows } = await client.query<{ table: string; columns: string[] }>(
    `SELECT table_name AS "table", array_agg(column_name::text) AS columns FROM information_schema.columns
     WHERE table_schema = current_schema() GROUP BY table_name`,
  )
  return new Map(rows.map(({ table, columns }) => [table, new Set(columns)]))
}

function refuseMissing(columns: ReadonlyMap<string, ReadonlySet<string>>): void {
  const missing = Object.entries(NEEDED).flatMap(([table, needed]) =>
    needed.filter((column) => !columns.get(table)?.has(column)).map((column) => `${table}.${column}`),
  )
  if (missing.length > 0) throw new Error(`The database to read from lacks ${missing.join(', ')}.`)
}

/** @throws a sentence where tables or columns are missing that can't be done without */
export async function withSource<Result>(url: string, work: (source: Source) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url, application_name: 'aviary migrate-in' })
  // It is idle while a batch is imported: where it dies then, the next query says so instead of the process ending.
  client.on('error', () => {})
  await client.connect()
  try {
    // One snapshot for all that is read and compared, however long it takes.
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    await client.query('SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL statement_timeout = 0')
    const columns = await columnsOf(client)
    refuseMissing(columns)
    return await work({
      query: async <Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []) =>
        (await client.query<Row>(sql, [...values])).rows,
      batches: (sql, size) => inBatches(client, sql, [], size),
      has: (table) => columns.has(table),
      text: (table, column, of = table) => (columns.get(table)?.has(column) ? `${of}.${column}::text` : 'NULL::text'),
    })
  } finally {
    await client.end()
  }
}
