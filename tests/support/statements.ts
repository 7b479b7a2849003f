import type pg from 'pg'

/** A kind of statement that the database was asked, and how often. */
export interface Statement {
  readonly text: string
  readonly calls: number
}

// What a node asks by itself, however many decisions there are: the revision, a heartbeat, its presence, its
// decision counts, its keys' last use.
const OWN_RHYTHM = [
  /^SELECT epoch, n::float8 AS n, extract\((\$\d+|epoch) FROM clock_timestamp\(\)\)::float8 \* (\$\d+|1000) AS "dbNowMs" FROM state_revision$/,
  /^SELECT (\$1|1)$/,
  /^WITH forgotten AS \(DELETE FROM (nodes|decision_counts) /,
  /^UPDATE api_keys SET last_used_at /,
]
const OWN_QUESTIONS = /pg_stat_statements/

const FACT_TABLES = [
  'features',
  'scoped_feature_rollouts',
  'scoped_feature_exemptions',
  'scoped_feature_flag_states',
  'projects',
  'sections',
  'authors',
  'users',
  'api_keys',
  'state_revision',
]

/** Lets a database count. To be called once, as a superuser. */
export async function countStatements(db: pg.ClientBase): Promise<void> {
  await db.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements')
}

/** What `work` has the database asked, beside what every node asks by itself. Others must not ask meanwhile. */
export async function statementsOf(db: pg.ClientBase, work: () => Promise<unknown>): Promise<readonly Statement[]> {
  await db.query(
    'SELECT pg_stat_statements_reset(0, (SELECT oid FROM pg_database WHERE datname = current_database()), 0)',
  )
  await work()
  const { rows } = await db.query<Statement>(
    `SELECT query AS text, calls::int FROM pg_stat_statements
     WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND toplevel`,
  )
  return rows.filter(({ text }) => ![...OWN_RHYTHM, OWN_QUESTIONS].some((known) => known.test(text)))
}

/** The tables of facts that a statement reads, each as often as it names it. */
export function tablesRead({ text }: Statement): readonly string[] {
  return FACT_TABLES.flatMap(
    (table) => text.match(new RegExp(`\\b(FROM|JOIN) ${table}\\b`, 'g'))?.map(() => table) ?? [],
  )
}
