import { permit } from '@/lib/auth/permissions'
import { type ChangeRoleInput, changeRoleInput, type Person } from '@/lib/contracts/api/people'
import { findPerson } from '@/lib/queries/people'
import type { ChangeContext } from './change-context'
import { type Changed, inChange } from './in-change'
import { keepOneAdmin } from './keep-one-admin'
import { parseInput } from './parse-input'

/**
 * Gives somebody another role, from their next click on.
 * @throws ChangeError `forbidden`, `invalid_request`, `not_found`, `last_system_admin`, `busy`
 */
export async function changeRole(context: ChangeContext, given: ChangeRoleInput): Promise<Changed<Person>> {
  permit(context.principal, 'manage_people')
  const { id, role } = parseInput(changeRoleInput, given)
  return inChange(context, {}, async (client) => {
    const person = await findPerson(client, id)
    if (person.role === role) return person
    if (person.role === 'system_admin') await keepOneAdmin(client, id)
    await client.query('UPDATE console_users SET role = $2 WHERE id = $1', [id, role])
    return findPerson(client, id)
  })
}
