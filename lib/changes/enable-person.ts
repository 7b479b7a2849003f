import { permit } from '@/lib/auth/permissions'
import { type Person, type PersonTarget, personTarget } from '@/lib/contracts/api/people'
import { findPerson } from '@/lib/queries/people'
import type { ChangeContext } from './change-context'
import { type Changed, inChange } from './in-change'
import { parseInput } from './parse-input'

/** Lets somebody in again. @throws ChangeError `forbidden`, `invalid_request`, `not_found`, `busy` */
export async function enablePerson(context: ChangeContext, given: PersonTarget): Promise<Changed<Person>> {
  permit(context.principal, 'manage_people')
  const { id } = parseInput(personTarget, given)
  return inChange(context, {}, async (client) => {
    await client.query('UPDATE console_users SET disabled_at = NULL WHERE id = $1 AND disabled_at IS NOT NULL', [id])
    return findPerson(client, id)
  })
}
