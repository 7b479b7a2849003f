import { permit } from '@/lib/auth/permissions'
import { type ScopeChanged, type ScopeInput, scopeInput } from '@/lib/contracts/api/scopes-changes'
import { type ScopeTarget, scopeTarget } from '@/lib/contracts/targets'
import { isOptedIn } from '@/lib/queries/is-opted-in'
import type { ChangeContext } from './change-context'
import { type Changed, inChange } from './in-change'
import { parseInput } from './parse-input'
import { requireFeature } from './require-feature'

const REMOVE = {
  project: 'DELETE FROM scoped_feature_flag_states WHERE feature_name = $1 AND project_id = $2',
  section: 'DELETE FROM scoped_feature_flag_states WHERE feature_name = $1 AND section_id = $2',
}

/**
 * Opts a project or a section out of a feature. Nothing but its existence is asked: the way out is always open.
 * @returns unchanged where it was not opted in
 * @throws ChangeError `forbidden`, `invalid_request`, `feature_not_found`, `feature_archived`, `place_not_found`, `busy`
 */
export async function optOut(
  context: ChangeContext,
  target: ScopeTarget,
  given: ScopeInput,
): Promise<Changed<ScopeChanged>> {
  permit(context.principal, 'change_rollouts')
  const scope = parseInput(scopeTarget, target)
  const { feature, scopeType, scopeId } = scope
  const { reason } = parseInput(scopeInput, given)
  return inChange(context, { note: reason }, async (client) => {
    await requireFeature(client, feature)
    const wasOptedIn = await isOptedIn(client, scope)
    if (wasOptedIn) await client.query(REMOVE[scopeType], [feature, scopeId])
    return { scopeType, scopeId, optedIn: false, changed: wasOptedIn }
  })
}
