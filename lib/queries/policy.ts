import type pg from 'pg'
import { permit } from '@/lib/auth/permissions'
import type { Policy } from '@/lib/contracts/api/settings'
import type { ReadContext } from './read-context'

export const SUPPORT_MAY_TOGGLE_INTERNAL = 'support_may_toggle_internal'

type Database = Pick<pg.ClientBase, 'query'>

/**
 * The policy in force (decision.md, "Who may do what"): without a row, support may toggle internal flags. For verbs;
 * inside a change it stays true until the change is committed.
 */
export async function policyInForce(database: Database): Promise<Policy> {
  const { rows } = await database.query('SELECT value, version FROM settings WHERE key = $1', [
    SUPPORT_MAY_TOGGLE_INTERNAL,
  ])
  const [row] = rows
  // Whatever a hand wrote there that is not true: support may not.
  return {
    supportMayToggleInternal: row === undefined || row.value === true,
    version: row ? Number(row.version) : null,
  }
}

/** The policy, for the settings page. @throws ChangeError `forbidden` */
export async function readPolicy({ pool, principal }: ReadContext): Promise<Policy> {
  permit(principal, 'manage_settings')
  return policyInForce(pool)
}
