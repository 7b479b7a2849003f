import type { z } from 'zod'
import { generatePassword, hashPassword } from '@/lib/auth/passwords'
import { permit } from '@/lib/auth/permissions'
import { invitePersonInput, password as passwordSchema } from '@/lib/contracts/api/people'
import type { ChangeContext } from './change-context'
import { type Changed, inChange } from './in-change'
import { insertConsoleUser } from './insert-console-user'
import { parseInput } from './parse-input'

/** Where no password is given, one is made. */
const input = invitePersonInput.extend({ password: passwordSchema.optional() })

export type NewConsoleUser = z.input<typeof input>

/**
 * Makes somebody who may sign in to the console. The password is in the answer and nowhere else.
 * @throws ChangeError `forbidden`, `invalid_request`
 */
export async function createConsoleUser(
  context: ChangeContext,
  given: NewConsoleUser,
): Promise<Changed<{ id: string; email: string; password: string }>> {
  permit(context.principal, 'manage_people')
  const { password = generatePassword(), ...row } = parseInput(input, given)
  const passwordHash = await hashPassword(password)
  return inChange(context, {}, async (client) => ({
    ...(await insertConsoleUser(client, { ...row, passwordHash })),
    password,
  }))
}
