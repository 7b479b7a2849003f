import { permit } from '@/lib/auth/permissions'
import { type ScopeChanged, type ScopeInput, scopeInput } from '@/lib/contracts/api/scopes-changes'
import { type ScopeTarget, scopeTarget } from '@/lib/contracts/targets'
import { isOptedIn } from '@/lib/queries/is-opted-in'
import { supports } from '@/lib/rollout'
import type { ChangeContext } from './change-context'
import { ChangeError } from './errors'
import { type Changed, inChange } from './in-change'
import { parseInput } from './parse-input'
import { requireFeature } from './require-feature'
import { resourceIds } from './resource-ids'

/**
 * Opts a project or a section in to a feature.
 * @returns unchanged where it was opted in already
 * @throws ChangeError `forbidden`, `invalid_request`, `feature_not_found`, `feature_archived`, `place_not_found`,
 * `scope_unsupported` where the feature's contexts do not cover it, `busy`
 */
export async function optIn(
  context: ChangeContext,
  target: ScopeTarget,
  given: ScopeInput,
): Promise<Changed<ScopeChanged>> {
  permit(context.principal, 'change_rollouts')
  const scope = parseInput(scopeTarget, target)
  const { feature, scopeType, scopeId } = scope
  const { reason } = parseInput(scopeInput, given)
  return inChange(context, { note: reason }, async (client) => {
    const { contexts } = await requireFeature(client, feature)
    const outcome = { scopeType, scopeId, optedIn: true }
    if (await isOptedIn(client, scope)) return { ...outcome, changed: false }
    if (!supports(contexts, scopeType))
      throw new ChangeError('scope_unsupported', `The feature does not support ${scopeType}s.`, {
        members: { contexts },
      })
    await client.query(
      'INSERT INTO scoped_feature_flag_states (feature_name, project_id, section_id) VALUES ($1, $2, $3)',
      [feature, ...resourceIds(scope)],
    )
    return { ...outcome, changed: true }
  })
}
