import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** A role of this name for the application; its password is the one that the role has from now on. */
export interface RuntimeRole {
  readonly name: string
  readonly password: string
}

// What the application needs of each table that is not all four of its verbs.
const NARROW: Readonly<Record<string, string>> = {
  // Entries come in by triggers, which run as whoever writes; what is written stays (reliability.md, "The doors").
  audit_events: 'SELECT, INSERT',
  // The one row is raised and locked; its epoch is begun anew by who restores a backup.
  state_revision: 'SELECT, UPDATE (n, xact_id)',
  _prisma_migrations: 'SELECT',
}

const { escapeIdentifier, escapeLiteral } = pg

const TABLES = `SELECT relname AS name FROM pg_class
  WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') ORDER BY relname`

const DANGERS = `SELECT rolsuper OR rolcreaterole OR rolreplication OR rolbypassrls AS "isMighty",
    EXISTS (SELECT FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND pg_has_role(r.oid, relowner, 'MEMBER')) AS "isOwner"
  FROM pg_roles r WHERE rolname = $1`

async function refuseMighty(client: pg.ClientBase, name: string): Promise<boolean> {
  const { rows } = await client.query<{ isMighty: boolean; isOwner: boolean }>(DANGERS, [name])
  const [role] = rows
  if (role?.isMighty) throw new Error(`${name} has powers that the application must not have: choose another name.`)
  if (role?.isOwner) throw new Error(`${name} owns the tables: the application needs a role that does not.`)
  return role !== undefined
}

async function grantAll(client: pg.ClientBase, name: string): Promise<void> {
  const role = escapeIdentifier(name)
  const { rows: tables } = await client.query<{ name: string }>(TABLES)
  const { rows } = await client.query('SELECT current_database() AS database, current_schema() AS schema')
  const [database, schema] = [escapeIdentifier(rows[0].database), escapeIdentifier(rows[0].schema)]
  // Before PostgreSQL 15 everybody may create in the schema public. Imports stage their rows in temporary tables.
  await client.query(`REVOKE CREATE ON SCHEMA ${schema} FROM PUBLIC; REVOKE ALL ON SCHEMA ${schema} FROM ${role};
    GRANT CONNECT, TEMPORARY ON DATABASE ${database} TO ${role}; GRANT USAGE ON SCHEMA ${schema} TO ${role}`)
  for (const { name: table } of tables) {
    const rights = NARROW[table] ?? 'SELECT, INSERT, UPDATE, DELETE'
    const target = `${schema}.${escapeIdentifier(table)}`
    await client.query(`REVOKE ALL ON ${target} FROM ${role}; GRANT ${rights} ON ${target} TO ${role}`)
  }
  const { rows: may } = await client.query(
    `SELECT has_schema_privilege($1, current_schema(), 'CREATE') AS "mayCreate"`,
    [name],
  )
  if (may[0].mayCreate)
    throw new Error(`Everybody may create in this schema. As its owner: REVOKE CREATE ON SCHEMA ${schema} FROM PUBLIC`)
}

async function inTransaction(client: pg.ClientBase, work: () => Promise<void>): Promise<void> {
  await client.query('BEGIN')
  try {
    await work()
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}

/**
 * Makes the role that the application runs as, or brings one up to date: it reads and writes facts, reads the audit trail
 * and adds to it, and can neither change what stands there, nor the schema, nor its triggers.
 * @param client connected as the owner of the tables, who may make roles
 * @throws a sentence where the role has powers that it must not have
 */
export function makeRuntimeRole(client: pg.ClientBase, { name, password }: RuntimeRole): Promise<void> {
  return inTransaction(client, async () => {
    const isThere = await refuseMighty(client, name)
    const verb = isThere ? 'ALTER' : 'CREATE'
    await client.query(`${verb} ROLE ${escapeIdentifier(name)} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT
      PASSWORD ${escapeLiteral(password)}`)
    await grantAll(client, name)
  })
}

const ROLES = `SELECT DISTINCT grantee::regrole::text AS name FROM pg_class CROSS JOIN LATERAL aclexplode(relacl)
  WHERE pg_class.oid = to_regclass('features') AND privilege_type = 'INSERT' AND grantee NOT IN (0, relowner)`

/** Gives the roles that the application runs as their rights on tables that came since. Nothing where there is none. */
export async function renewRuntimeRoles(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string }>(ROLES)
  for (const { name } of rows) await inTransaction(client, () => grantAll(client, name))
}

export const newPassword = () => randomBytes(24).toString('base64url')

/** A database's address for another role. */
export function urlAs(databaseUrl: string, { name, password }: RuntimeRole): string {
  const url = new URL(databaseUrl)
  url.username = encodeURIComponent(name)
  url.password = encodeURIComponent(password)
  return url.href
}
