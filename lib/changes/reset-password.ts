import { permit } from '@/lib/auth/permissions'
import { type OneTimeLink, type PersonTarget, personTarget } from '@/lib/contracts/api/people'
import { findPerson } from '@/lib/queries/people'
import type { ChangeContext } from './change-context'
import { type Changed, inChange } from './in-change'
import { makeLink } from './make-link'
import { parseInput } from './parse-input'

/**
 * Makes a new one-time link for somebody: good for an hour, or 24 for who never had a password. Until it is used, the
 * password they have stays.
 * @returns the link's token, which is nowhere else
 * @throws ChangeError `forbidden`, `invalid_request`, `not_found`, `busy`
 */
export async function resetPassword(context: ChangeContext, given: PersonTarget): Promise<Changed<OneTimeLink>> {
  permit(context.principal, 'manage_people')
  const { id } = parseInput(personTarget, given)
  return inChange(context, {}, async (client) => {
    const { hasPassword } = await findPerson(client, id)
    return makeLink(client, id, hasPassword ? 'reset' : 'invite')
  })
}
