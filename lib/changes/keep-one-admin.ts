import type pg from 'pg'
import { ChangeError } from './errors'

/**
 * That somebody else is an active system admin: asked under the writers' lock, so that two who are lowered at the same
 * moment are not both let go (decision.md, "Who may do what").
 * @throws ChangeError `last_system_admin`
 */
export async function keepOneAdmin(client: pg.ClientBase, id: string): Promise<void> {
  const { rows } = await client.query(
    `SELECT FROM console_users WHERE role = 'system_admin' AND disabled_at IS NULL AND id <> $1 LIMIT 1`,
    [id],
  )
  if (rows.length > 0) return
  throw new ChangeError('last_system_admin', 'Nobody else is an active system admin. Make somebody one first.')
}
