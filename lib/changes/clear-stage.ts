import { permit } from '@/lib/auth/permissions'
import { type ClearStageInput, clearStageInput, type RolloutChanged } from '@/lib/contracts/api/rollouts'
import { type StageTarget, stageTarget } from '@/lib/contracts/targets'
import { findPlace } from '@/lib/queries/places'
import { judgeClear, type Place, type ScopedPlace } from '@/lib/rollout'
import type { ChangeContext } from './change-context'
import { ChangeError } from './errors'
import { type Changed, inChange } from './in-change'
import { parseInput } from './parse-input'
import { refuse } from './refuse'
import { requireFeature } from './require-feature'
import { seenVersion } from './seen-version'

function scoped(place: Place): ScopedPlace {
  if (place.scopeType !== 'global') return place
  throw new ChangeError('invalid_request', 'The global stage can be set to off, but not removed.')
}

/**
 * Removes a project's or a section's own stage, so that it inherits again: a change to what it would inherit, judged by
 * the same rules (decision.md, "Ladder").
 * @returns the place as it is now, and what it replaced; unchanged where there was nothing to remove
 * @throws ChangeError as `setStage`
 */
export async function clearStage(
  context: ChangeContext,
  target: StageTarget,
  given: ClearStageInput,
): Promise<Changed<RolloutChanged>> {
  permit(context.principal, 'change_rollouts')
  const { feature, place: name, ifMatch } = parseInput(stageTarget, target)
  const { reason = null, expectedVersion } = parseInput(clearStageInput, given)
  const request = { reason, ...seenVersion(ifMatch, expectedVersion) }
  return inChange(context, { note: reason ?? undefined }, async (client) => {
    await requireFeature(client, feature)
    const { item, place } = await findPlace(client, feature, name)
    const verdict = judgeClear(scoped(place), request)
    const replaced = { stage: item.stage, version: item.version, effectiveStage: item.effectiveStage }
    if (verdict.verdict === 'refuse') throw refuse(verdict, item)
    if (verdict.verdict === 'no_op') return { ...item, changed: false, replaced }
    await client.query(
      'DELETE FROM scoped_feature_rollouts WHERE feature_name = $1 AND scope_type = $2 AND scope_id = $3',
      [feature, name.scopeType, name.scopeId],
    )
    return { ...(await findPlace(client, feature, name)).item, changed: true, replaced }
  })
}
