import type { ImportSession } from './session'

const PUBLISHERS = `
  SELECT s.*, CASE WHEN t.id IS NULL THEN 'create' WHEN t.name <> s.name THEN 'change' ELSE 'same' END AS op
  FROM staged_publishers s LEFT JOIN publishers t ON t.id = s.id`

// is_early: no fact of a decision, so it may be inserted before the writers' lock is taken. An author whose e-mail
// address another author of this document gives up comes after that one. frees_email: another author here takes it.
const AUTHORS = `
  SELECT s.*, ${accountOp()} AS op, t.id IS NULL AND s.is_internal IS NOT TRUE AND holder.id IS NULL AS is_early,
    s.has_email AND t.email IS DISTINCT FROM s.email AND taken.email IS NOT NULL AS frees_email
  FROM staged_authors s LEFT JOIN authors t ON t.id = s.id
  LEFT JOIN authors holder ON lower(holder.email) = lower(s.email)
  LEFT JOIN (SELECT DISTINCT lower(email) AS email FROM staged_authors) taken ON taken.email = lower(t.email)`

const USERS = `
  SELECT s.*, ${accountOp()} AS op, t.id IS NULL AND s.is_internal IS NOT TRUE AS is_early
  FROM staged_users s LEFT JOIN users t ON t.id = s.id`

function accountOp(): string {
  return `CASE WHEN t.id IS NULL THEN 'create'
    WHEN t.name <> s.name OR s.is_internal <> t.is_internal OR s.has_email AND t.email IS DISTINCT FROM s.email THEN 'change'
    ELSE 'same' END`
}

/** Compares publishers and accounts with the database: `planned_…`, each row with its `op`: create, change or same. */
export async function planAccounts(session: ImportSession): Promise<void> {
  await plan(session, 'publishers', PUBLISHERS)
  await plan(session, 'authors', AUTHORS)
  await plan(session, 'users', USERS)
}

/** Makes or makes again one `planned_…` table. */
export async function plan(session: ImportSession, table: string, select: string): Promise<void> {
  await session.query(`DROP TABLE IF EXISTS pg_temp.planned_${table}`)
  await session.query(`CREATE TEMP TABLE planned_${table} ON COMMIT DROP AS ${select}`)
  await session.query(`ANALYZE planned_${table}`)
}

/** Accounts are compared once; an internal flag that someone turned since then is a fact that the import changes back. */
export async function recompareInternalFlags(session: ImportSession): Promise<void> {
  for (const table of ['authors', 'users']) {
    await session.query(`
      UPDATE planned_${table} p SET op = 'change' FROM ${table} t
      WHERE t.id = p.id AND p.op = 'same' AND t.is_internal <> p.is_internal`)
  }
}
