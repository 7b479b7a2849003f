import { z } from 'zod'
import { generatePassword, hashPassword } from '@/lib/auth/passwords'
import { permit } from '@/lib/auth/permissions'
import { line } from '@/lib/contracts/text'
import type { ChangeContext } from './change-context'
import { sqlState, UNIQUE_VIOLATION } from './database-errors'
import { ChangeError } from './errors'
import { type Changed, inChange } from './in-change'
import { parseInput } from './parse-input'

const input = z.strictObject({
  email: z.email().max(254),
  role: z.enum(['system_admin', 'support']),
  /** What people read; the address's first part where it is not given. */
  name: line(255).optional(),
  /** Where none is given, one is made. */
  password: z.string().min(12, 'at least 12 characters').max(1024).optional(),
})

export type NewConsoleUser = z.input<typeof input>

function taken(error: unknown): never {
  if (sqlState(error) !== UNIQUE_VIOLATION) throw error
  const faults = [{ path: 'email', message: 'somebody signs in with this address already' }]
  throw new ChangeError('invalid_request', 'The account can not be made.', { faults })
}

/**
 * Makes somebody who may sign in to the console. The password is in the answer and nowhere else.
 * @throws ChangeError `forbidden`, `invalid_request`
 */
export async function createConsoleUser(
  context: ChangeContext,
  given: NewConsoleUser,
): Promise<Changed<{ id: string; email: string; password: string }>> {
  permit(context.principal, 'manage_people')
  const parsed = parseInput(input, given)
  const { role, password = generatePassword() } = parsed
  const email = parsed.email.toLowerCase()
  const { name = email.replace(/@.*$/, '') } = parsed
  const hash = await hashPassword(password)
  return inChange(context, {}, async (client) => {
    const { rows } = await client
      .query('INSERT INTO console_users (email, name, role, password_hash) VALUES ($1, $2, $3, $4) RETURNING id', [
        email,
        name,
        role,
        hash,
      ])
      .catch(taken)
    return { id: String(rows[0].id), email, password }
  })
}
