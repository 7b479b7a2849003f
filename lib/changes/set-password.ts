import type pg from 'pg'
import { hashToken } from '@/lib/auth/one-time-token'
import { hashPassword } from '@/lib/auth/passwords'
import type { Principal } from '@/lib/auth/permissions'
import { type SetPasswordInput, setPasswordInput } from '@/lib/contracts/api/people'
import { ChangeError } from './errors'
import { type Changed, inChange } from './in-change'
import { parseInput } from './parse-input'
import { writeEntry } from './write-entry'

interface LinkHolder {
  readonly id: string
  readonly name: string
  readonly role: 'system_admin' | 'support'
}

const VOID = 'This link does not work: it was used, has expired, or is not whole. Ask a system admin for a new one.'

async function holderOf(database: Pick<pg.ClientBase, 'query'>, tokenHash: string): Promise<LinkHolder> {
  const { rows } = await database.query<LinkHolder>(
    `SELECT person.id::text, person.name, person.role
     FROM sign_in_links link JOIN console_users person ON person.id = link.user_id
     WHERE link.token_hash = $1 AND link.expires_at > now() AND person.disabled_at IS NULL`,
    [tokenHash],
  )
  const [holder] = rows
  // Used, expired, disabled and never made are one answer: it tells nobody who has an account.
  if (holder === undefined) throw new ChangeError('not_found', VOID)
  return holder
}

/**
 * Sets a password by a one-time link, which is the permission: it works once. Ends every session of its holder.
 * @returns nothing but that it is done; the holder signs in next
 * @throws ChangeError `invalid_request`, `not_found` (a link that does not work, for whatever reason), `busy`
 */
export async function setPassword(
  { pool, requestId }: { readonly pool: pg.Pool; readonly requestId: string },
  given: SetPasswordInput,
): Promise<Changed<null>> {
  const { token, password } = parseInput(setPasswordInput, given)
  const tokenHash = hashToken(token)
  const holder = await holderOf(pool, tokenHash)
  const passwordHash = await hashPassword(password)
  const principal: Principal = { kind: 'console_user', ...holder }
  return inChange({ pool, principal, requestId }, {}, async (client) => {
    const { id } = await holderOf(client, tokenHash)
    await client.query('DELETE FROM sign_in_links WHERE user_id = $1', [id])
    await client.query(
      'UPDATE console_users SET password_hash = $2, session_version = session_version + 1 WHERE id = $1',
      [id, passwordHash],
    )
    await writeEntry(client, 'console_user.password_set', id)
    return null
  })
}
