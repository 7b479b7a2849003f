import { permit } from '@/lib/auth/permissions'
import { type RolloutChanged, type SetStageInput, setStageInput } from '@/lib/contracts/api/rollouts'
import { type StageTarget, stageTarget } from '@/lib/contracts/targets'
import { findPlace } from '@/lib/queries/places'
import { judgeSet } from '@/lib/rollout'
import type { ChangeContext } from './change-context'
import { type Changed, inChange } from './in-change'
import { parseInput } from './parse-input'
import { refuse } from './refuse'
import { requireFeature } from './require-feature'
import { seenVersion } from './seen-version'
import { writeStage } from './write-stage'

/**
 * Sets the stage of a feature at a place (decision.md, "Ladder").
 * @returns the place as it is now, and what it replaced; unchanged where the stage stood there already
 * @throws ChangeError `forbidden`, `invalid_request`, `feature_not_found`, `feature_archived`, `place_not_found`,
 * `version_conflict` (with `current`), `stage_skipped` (with `next` and `sections`), `reason_required`, `busy`
 */
export async function setStage(
  context: ChangeContext,
  target: StageTarget,
  given: SetStageInput,
): Promise<Changed<RolloutChanged>> {
  permit(context.principal, 'change_rollouts')
  const { feature, place: name, ifMatch } = parseInput(stageTarget, target)
  const { stage, reason = null, expectedVersion } = parseInput(setStageInput, given)
  const request = { reason, ...seenVersion(ifMatch, expectedVersion) }
  return inChange(context, { note: reason ?? undefined }, async (client) => {
    await requireFeature(client, feature)
    const { item, place } = await findPlace(client, feature, name)
    const verdict = judgeSet(place, stage, request)
    const replaced = { stage: item.stage, version: item.version, effectiveStage: item.effectiveStage }
    if (verdict.verdict === 'refuse') throw refuse(verdict, item)
    if (verdict.verdict === 'no_op') return { ...item, changed: false, replaced }
    await writeStage(client, feature, name, stage)
    return { ...(await findPlace(client, feature, name)).item, changed: true, replaced }
  })
}
