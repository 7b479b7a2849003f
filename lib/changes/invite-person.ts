import { permit } from '@/lib/auth/permissions'
import { type InvitePersonInput, invitePersonInput, type OneTimeLink } from '@/lib/contracts/api/people'
import type { ChangeContext } from './change-context'
import { type Changed, inChange } from './in-change'
import { insertConsoleUser } from './insert-console-user'
import { makeLink } from './make-link'
import { parseInput } from './parse-input'

/**
 * Makes an account of the console and a one-time link, good for 24 hours, by which its owner sets the password.
 * @returns the link's token, which is nowhere else
 * @throws ChangeError `forbidden`, `invalid_request` (the address is taken), `busy`
 */
export async function invitePerson(context: ChangeContext, given: InvitePersonInput): Promise<Changed<OneTimeLink>> {
  permit(context.principal, 'manage_people')
  const row = parseInput(invitePersonInput, given)
  return inChange(context, {}, async (client) => {
    const { id } = await insertConsoleUser(client, { ...row, passwordHash: null })
    return makeLink(client, id, 'invite')
  })
}
