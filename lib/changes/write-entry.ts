import type pg from 'pg'

/** What the trail tells of somebody of the console besides their role and whether they are disabled. */
export type PersonAction = 'console_user.link_made' | 'console_user.password_set' | 'console_user.signed_out'

/**
 * Writes an entry about somebody of the console where no audited fact changes. In the change's transaction: who and why
 * come from it (`inChange`), number and hash from the database.
 */
export async function writeEntry(client: pg.ClientBase, action: PersonAction, personId: string): Promise<void> {
  await client.query(
    `INSERT INTO audit_events (actor_kind, actor_id, actor_name, action, scope_type, scope_id, note, request_id)
     SELECT change_context('actor_kind'), change_context('actor_id'), change_context('actor_name'), $1,
       'console_user', $2, change_context('note'), change_context('request_id')`,
    [action, personId],
  )
}
