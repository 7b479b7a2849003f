import type pg from 'pg'
import { makeToken } from '@/lib/auth/one-time-token'
import type { OneTimeLink } from '@/lib/contracts/api/people'
import { findPerson } from '@/lib/queries/people'
import { writeEntry } from './write-entry'

/** To be read at the next working morning; and while somebody is on the telephone. */
const LIFETIMES = { invite: '24 hours', reset: '1 hour' } as const

/** Makes somebody's one-time link, in a change's transaction. One that they had works no more. */
export async function makeLink(client: pg.ClientBase, id: string, kind: keyof typeof LIFETIMES): Promise<OneTimeLink> {
  const { token, tokenHash } = makeToken()
  const { rows } = await client.query<{ expiresAt: Date }>(
    `INSERT INTO sign_in_links (user_id, token_hash, expires_at) VALUES ($1, $2, now() + $3::interval)
     ON CONFLICT (user_id) DO UPDATE
       SET token_hash = excluded.token_hash, expires_at = excluded.expires_at, created_at = excluded.created_at
     RETURNING expires_at AS "expiresAt"`,
    [id, tokenHash, LIFETIMES[kind]],
  )
  await writeEntry(client, 'console_user.link_made', id)
  return { person: await findPerson(client, id), token, expiresAt: rows[0]?.expiresAt.toISOString() ?? '' }
}
