import { permit } from '@/lib/auth/permissions'
import { type Person, type PersonTarget, personTarget } from '@/lib/contracts/api/people'
import { findPerson } from '@/lib/queries/people'
import type { ChangeContext } from './change-context'
import { type Changed, inChange } from './in-change'
import { parseInput } from './parse-input'
import { writeEntry } from './write-entry'

/** Signs somebody out everywhere, from their next click on. @throws ChangeError `forbidden`, `invalid_request`, `not_found`, `busy` */
export async function endSessions(context: ChangeContext, given: PersonTarget): Promise<Changed<Person>> {
  permit(context.principal, 'manage_people')
  const { id } = parseInput(personTarget, given)
  return inChange(context, {}, async (client) => {
    const person = await findPerson(client, id)
    await client.query('UPDATE console_users SET session_version = session_version + 1 WHERE id = $1', [id])
    await writeEntry(client, 'console_user.signed_out', id)
    return person
  })
}
