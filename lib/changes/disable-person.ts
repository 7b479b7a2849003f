import { permit } from '@/lib/auth/permissions'
import { type Person, type PersonTarget, personTarget } from '@/lib/contracts/api/people'
import { findPerson } from '@/lib/queries/people'
import type { ChangeContext } from './change-context'
import { type Changed, inChange } from './in-change'
import { keepOneAdmin } from './keep-one-admin'
import { parseInput } from './parse-input'

/**
 * Lets somebody in no more, from their next click on. Their sessions end for good, and a one-time link is void: who is
 * enabled again signs in again.
 * @throws ChangeError `forbidden`, `invalid_request`, `not_found`, `last_system_admin`, `busy`
 */
export async function disablePerson(context: ChangeContext, given: PersonTarget): Promise<Changed<Person>> {
  permit(context.principal, 'manage_people')
  const { id } = parseInput(personTarget, given)
  return inChange(context, {}, async (client) => {
    const person = await findPerson(client, id)
    if (person.disabledAt !== null) return person
    if (person.role === 'system_admin') await keepOneAdmin(client, id)
    await client.query(
      'UPDATE console_users SET disabled_at = now(), session_version = session_version + 1 WHERE id = $1',
      [id],
    )
    await client.query('DELETE FROM sign_in_links WHERE user_id = $1', [id])
    return findPerson(client, id)
  })
}
