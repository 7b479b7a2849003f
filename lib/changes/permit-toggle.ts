import type pg from 'pg'
import type { Principal } from '@/lib/auth/permissions'
import { policyInForce } from '@/lib/queries/policy'
import { ChangeError } from './errors'

/**
 * What `permit` can't know: whether support may still toggle internal flags (decision.md, "Who may do what"). Inside a
 * change, the policy stays as it is until that is committed.
 * @throws ChangeError `forbidden`
 */
export async function permitToggle(database: Pick<pg.ClientBase, 'query'>, principal: Principal): Promise<void> {
  if (principal.kind !== 'console_user' || principal.role !== 'support') return
  if ((await policyInForce(database)).supportMayToggleInternal) return
  throw new ChangeError('forbidden', 'A system admin has switched off that support toggles internal accounts.')
}
