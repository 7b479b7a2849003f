import { permit } from '@/lib/auth/permissions'
import {
  type AccountChanged,
  type AccountName,
  type SetInternalInput,
  setInternalInput,
} from '@/lib/contracts/api/accounts'
import { DIRECTORY_TABLES, findInDirectory } from '@/lib/queries/find-in-directory'
import type { ChangeContext } from './change-context'
import { type Changed, inChange } from './in-change'
import { parseInput } from './parse-input'
import { permitToggle } from './permit-toggle'

/**
 * Marks an account internal, or no longer internal (decision.md, "Words").
 * @returns the account as it is now; unchanged where it was so already
 * @throws ChangeError `forbidden`, `invalid_request`, `account_not_found`, `busy`
 */
export async function setInternal(
  context: ChangeContext,
  { type: kind, id }: AccountName,
  given: SetInternalInput,
): Promise<Changed<AccountChanged>> {
  permit(context.principal, 'toggle_internal')
  const { isInternal, note } = parseInput(setInternalInput, given)
  return inChange(context, { note }, async (client) => {
    await permitToggle(client, context.principal)
    const account = await findInDirectory(client, { kind, id })
    if (account.isInternal === isInternal) return { ...account, changed: false }
    await client.query(`UPDATE ${DIRECTORY_TABLES[kind]} SET is_internal = $2 WHERE id = $1`, [id, isInternal])
    return { ...account, isInternal, changed: true }
  })
}
