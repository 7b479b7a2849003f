import { permit } from '@/lib/auth/permissions'
import { type ChangePolicyInput, changePolicyInput, type Policy } from '@/lib/contracts/api/settings'
import { policyInForce, SUPPORT_MAY_TOGGLE_INTERNAL } from '@/lib/queries/policy'
import type { ChangeContext } from './change-context'
import { ChangeError } from './errors'
import { type Changed, inChange } from './in-change'
import { parseInput } from './parse-input'

/**
 * Settles whether support may toggle internal flags (decision.md, "Who may do what").
 * @returns the policy as it is now; as it was where nothing changes
 * @throws ChangeError `forbidden`, `invalid_request`, `version_conflict` (with `current`), `busy`
 */
export async function changePolicy(context: ChangeContext, given: ChangePolicyInput): Promise<Changed<Policy>> {
  permit(context.principal, 'manage_settings')
  const { supportMayToggleInternal, expectedVersion = null } = parseInput(changePolicyInput, given)
  return inChange(context, {}, async (client) => {
    const current = await policyInForce(client)
    if (current.version !== expectedVersion) {
      const members = { current }
      throw new ChangeError('version_conflict', 'The settings have changed since you saw them.', { members })
    }
    if (current.supportMayToggleInternal === supportMayToggleInternal) return current
    await client.query(
      `INSERT INTO settings (key, value) VALUES ($1, to_jsonb($2::boolean))
       ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
      [SUPPORT_MAY_TOGGLE_INTERNAL, supportMayToggleInternal],
    )
    return policyInForce(client)
  })
}
