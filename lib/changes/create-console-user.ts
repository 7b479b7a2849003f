import { z } from 'zod'
import { generatePassword, hashPassword } from '@/lib/auth/passwords'
import { permit } from '@/lib/auth/permissions'
import { faultsOf } from '@/lib/contracts/problem'
import { line } from '@/lib/contracts/text'
import { inTransaction } from '@/lib/db/transaction'
import { type ChangeContext, describeChange } from './change-context'
import { ChangeError } from './errors'

const UNIQUE_VIOLATION = '23505'

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
  if ((error as { code?: string }).code !== UNIQUE_VIOLATION) throw error
  throw new ChangeError('invalid_request', 'The account can not be made.', [
    { path: 'email', message: 'somebody signs in with this address already' },
  ])
}

/**
 * Makes somebody who may sign in to the console. The password is in the answer and nowhere else.
 * @throws ChangeError `forbidden`, `invalid_request`
 */
export async function createConsoleUser(
  context: ChangeContext,
  given: NewConsoleUser,
): Promise<{ id: string; email: string; password: string }> {
  permit(context.principal, 'manage_people')
  const parsed = input.safeParse(given)
  if (!parsed.success) throw new ChangeError('invalid_request', 'The account can not be made.', faultsOf(parsed.error))
  const { role, password = generatePassword() } = parsed.data
  const email = parsed.data.email.toLowerCase()
  const { name = email.replace(/@.*$/, '') } = parsed.data
  const hash = await hashPassword(password)
  return inTransaction(context.pool, async (client) => {
    await client.query('SELECT next_revision()')
    await describeChange(client, context, {})
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
