import type pg from 'pg'
import { sqlState, UNIQUE_VIOLATION } from './database-errors'
import { ChangeError } from './errors'

interface NewRow {
  readonly email: string
  readonly role: 'system_admin' | 'support'
  /** What people read; the address's first part where it is not given. */
  readonly name?: string | undefined
  readonly passwordHash: string | null
}

function taken(error: unknown): never {
  if (sqlState(error) !== UNIQUE_VIOLATION) throw error
  const faults = [{ path: 'email', message: 'somebody signs in with this address already' }]
  throw new ChangeError('invalid_request', 'The account can not be made.', { faults })
}

/** Makes an account of the console, in a change's transaction. @returns its id @throws ChangeError `invalid_request` */
export async function insertConsoleUser(client: pg.ClientBase, { email, role, name, passwordHash }: NewRow) {
  const address = email.toLowerCase()
  const { rows } = await client
    .query<{ id: string }>(
      'INSERT INTO console_users (email, name, role, password_hash) VALUES ($1, $2, $3, $4) RETURNING id::text',
      [address, name ?? address.replace(/@.*$/, ''), role, passwordHash],
    )
    .catch(taken)
  return { id: rows[0]?.id ?? '', email: address }
}
