import type pg from 'pg'
import { pendingMigrations } from '@/lib/db/migrations'
import { verifyAudit } from '@/lib/queries/audit/verify-audit'
import { DEMO_KEY, DEMO_SIGN_INS } from './demo'
import { operator } from './operator'

const LEAST_ADMINS = 2

/** A check of the database that is launched: a sentence where it fails, else null. */
type Check = (pool: pg.Pool) => Promise<string | null>

async function schema(pool: pg.Pool): Promise<string | null> {
  const pending = await pendingMigrations(pool)
  return pending.length === 0 ? null : `Migrations are pending: ${pending.join(', ')}. Run npm run db:migrate.`
}

async function trail(pool: pg.Pool): Promise<string | null> {
  const { isWhole } = await verifyAudit({ pool, principal: operator() }, {})
  return isWhole ? null : 'The audit trail is not whole: npm run audit:verify names the first entry.'
}

async function admins(pool: pg.Pool): Promise<string | null> {
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM console_users WHERE role = 'system_admin' AND disabled_at IS NULL`,
  )
  const count = rows[0]?.count ?? 0
  return count >= LEAST_ADMINS ? null : `System admins: ${count}, and there must be ${LEAST_ADMINS}.`
}

async function demo(pool: pg.Pool): Promise<string | null> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT 'the key ' || name AS name FROM api_keys WHERE name = $1 AND revoked_at IS NULL
     UNION ALL SELECT 'the sign-in ' || email FROM console_users WHERE lower(email) = ANY($2) AND disabled_at IS NULL
     ORDER BY name`,
    [DEMO_KEY, DEMO_SIGN_INS.map(({ email }) => email)],
  )
  return rows.length === 0 ? null : `The demo's are still there: ${rows.map(({ name }) => name).join(', ')}.`
}

async function role(pool: pg.Pool): Promise<string | null> {
  const { rows } = await pool.query<{ may: boolean }>(
    `SELECT bool_or(has_table_privilege('audit_events', way)) AS may
     FROM unnest('{UPDATE,DELETE,TRUNCATE}'::text[]) AS way`,
  )
  return rows[0]?.may === false ? null : 'DATABASE_URL is of a role that may change the audit trail: see db:role.'
}

const CHECKS: readonly Check[] = [trail, admins, demo, role]

/** What of the database is not as a launch needs it, a sentence each. @throws where it can't be asked */
export async function databaseFaults(pool: pg.Pool): Promise<readonly string[]> {
  const pending = await schema(pool)
  if (pending !== null) return [`${pending} Nothing else was looked at.`]
  const found: string[] = []
  for (const check of CHECKS) {
    const fault = await check(pool)
    if (fault !== null) found.push(fault)
  }
  return found
}
