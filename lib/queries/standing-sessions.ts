import type pg from 'pg'

/** A session as it was opened: whose, of which version, in which role. */
export interface HeldSession {
  readonly userId: string
  readonly sessionVersion: number
  readonly role: string
}

const keyOf = ({ userId, sessionVersion, role }: HeldSession) => `${userId} ${sessionVersion} ${role}`

/**
 * Which of these sessions still hold: their people are not disabled, nor of another role, nor were their sessions ended.
 * @throws when the database can't be asked
 */
export async function standingSessions(
  pool: Pick<pg.Pool, 'query'>,
  held: readonly HeldSession[],
): Promise<(session: HeldSession) => boolean> {
  const ids = [...new Set(held.map(({ userId }) => userId))]
  const { rows } = await pool.query<HeldSession>(
    `SELECT id AS "userId", session_version AS "sessionVersion", role FROM console_users
     WHERE id = ANY($1::uuid[]) AND disabled_at IS NULL`,
    [ids],
  )
  const standing = new Set(rows.map(keyOf))
  return (session) => standing.has(keyOf(session))
}
