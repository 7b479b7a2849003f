import pg from 'pg'
import { FEATURES, idSql, OPT_INS } from './directory'

/** How much a database of the bench holds. */
export interface DataSize {
  readonly projects: number
  readonly sections: number
  readonly users: number
}

export const PUBLISHERS = 20

/** Runs statements in one session, as PostgreSQL's superuser. */
export async function runSql(databaseUrl: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

// Without triggers: their audit entries, hashed one by one, would take minutes, and no decision reads them.
const WITHOUT_TRIGGERS = `SET session_replication_role = replica`
// Decisions find accounts by id. These four serve the console's search, and cost most of a million inserts.
const SEARCH_INDEXES = ['users_name', 'users_email', 'authors_name', 'authors_email']

function featuresSql(): string {
  const features = FEATURES.map(([name, mode]) => `('${name}', 'Feature of the bench', 'both', '${mode}')`)
  return `INSERT INTO features (name, description, contexts, rollout_mode) VALUES ${features.join(', ')}`
}

function rolloutsSql(): string {
  const global = FEATURES.flatMap(([name, , stage]) =>
    stage === null ? [] : [`('${name}', 'global', '${stage}', 1, 'bench')`],
  )
  return `INSERT INTO scoped_feature_rollouts (feature_name, scope_type, stage, version, updated_by_kind) VALUES ${global.join(', ')}`
}

function optInsSql(column: 'project_id' | 'section_id', count: number): string {
  const kind = column === 'project_id' ? 'project' : 'section'
  return `INSERT INTO scoped_feature_flag_states (feature_name, ${column})
    SELECT name, ${idSql(kind, 'nth')} FROM generate_series(0, ${count - 1}) AS nth,
    unnest(ARRAY[${FEATURES.slice(0, OPT_INS).map(([name]) => `'${name}'`)}]) AS name`
}

/** Fills a migrated, empty database. */
export async function fillDatabase(databaseUrl: string, { projects, sections, users }: DataSize): Promise<void> {
  await runSql(databaseUrl, [
    WITHOUT_TRIGGERS,
    ...SEARCH_INDEXES.map((name) => `DROP INDEX ${name}_search_idx`),
    'CREATE EXTENSION IF NOT EXISTS pg_stat_statements',
    featuresSql(),
    rolloutsSql(),
    `INSERT INTO publishers SELECT ${idSql('publisher', 'nth')}, 'Publisher ' || nth FROM generate_series(0, ${PUBLISHERS - 1}) AS nth`,
    `INSERT INTO projects SELECT ${idSql('project', 'nth')}, 'Project ' || nth, ${idSql('publisher', `nth % ${PUBLISHERS}`)}
     FROM generate_series(0, ${projects - 1}) AS nth`,
    `INSERT INTO sections SELECT ${idSql('section', 'nth')}, 'Section ' || nth, ${idSql('project', `nth % ${projects}`)},
     ${idSql('publisher', `nth % ${PUBLISHERS}`)} FROM generate_series(0, ${sections - 1}) AS nth`,
    optInsSql('project_id', projects),
    optInsSql('section_id', sections),
    ...usersSql(0, users),
    'UPDATE state_revision SET n = n + 1',
    'ANALYZE',
  ])
}

function usersSql(from: number, to: number): string[] {
  if (to <= from) return []
  return [
    `INSERT INTO users (id, name, email, is_internal) SELECT ${idSql('user', 'nth')}, 'User ' || nth,
     'user' || nth || '@example.edu', nth % 1000 = 999 FROM generate_series(${from}, ${to - 1}) AS nth`,
  ]
}

/** Makes the known users more. No node may be running on the database. */
export async function addUsers(databaseUrl: string, from: number, to: number): Promise<void> {
  await runSql(databaseUrl, [WITHOUT_TRIGGERS, ...usersSql(from, to), 'ANALYZE users'])
}

/** Marks the first `count` users as internal. No node may be running on the database. */
export async function makeInternal(databaseUrl: string, ids: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query(WITHOUT_TRIGGERS)
    await client.query('UPDATE users SET is_internal = true WHERE id = ANY($1)', [ids])
    await client.query('ANALYZE users')
  } finally {
    await client.end()
  }
}

/** Copies a database that nobody is connected to. @returns the copy's address */
export async function copyDatabase(databaseUrl: string, name: string): Promise<string> {
  const from = new URL(databaseUrl)
  const server = new URL(databaseUrl)
  server.pathname = '/postgres'
  await runSql(server.href, [`CREATE DATABASE ${name} TEMPLATE ${from.pathname.slice(1)}`])
  const copy = new URL(databaseUrl)
  copy.pathname = `/${name}`
  return copy.href
}
