import type pg from 'pg'
import { permit } from '@/lib/auth/permissions'
import { type RolloutChanged, type SetStageInput, setStageInput } from '@/lib/contracts/api/rollouts'
import { findPlace, type PlaceName } from '@/lib/queries/places'
import { judgeSet, type Stage } from '@/lib/rollout'
import type { ChangeContext } from './change-context'
import { type Changed, inChange } from './in-change'
import { parseInput } from './parse-input'
import { refuse } from './refuse'
import { requireFeature } from './require-feature'

export interface StageTarget {
  readonly feature: string
  readonly place: PlaceName
  /** A version that came as `If-Match`: it binds on the way down too. */
  readonly ifMatch?: number | null
}

async function write(client: pg.ClientBase, feature: string, { scopeType, scopeId }: PlaceName, stage: Stage) {
  const ids = { project: scopeType === 'project' ? scopeId : null, section: scopeType === 'section' ? scopeId : null }
  // Of the two unique indexes, each fits its kind of place; the writers' lock makes the update safe.
  await client.query(
    `WITH updated AS (
       UPDATE scoped_feature_rollouts SET stage = $5
       WHERE feature_name = $1 AND scope_type = $2 AND scope_id IS NOT DISTINCT FROM coalesce($3, $4) RETURNING id)
     INSERT INTO scoped_feature_rollouts (feature_name, scope_type, project_id, section_id, stage)
     SELECT $1, $2, $3, $4, $5 WHERE NOT EXISTS (SELECT FROM updated)`,
    [feature, scopeType, ids.project, ids.section, stage],
  )
}

/**
 * Sets the stage of a feature at a place (decision.md, "Ladder").
 * @returns the place as it is now, and what it replaced; unchanged where the stage stood there already
 * @throws ChangeError `forbidden`, `invalid_request`, `feature_not_found`, `feature_archived`, `place_not_found`,
 * `version_conflict` (with `current`), `stage_skipped` (with `next` and `sections`), `reason_required`, `busy`
 */
export async function setStage(
  context: ChangeContext,
  { feature, place: name, ifMatch = null }: StageTarget,
  given: SetStageInput,
): Promise<Changed<RolloutChanged>> {
  permit(context.principal, 'change_rollouts')
  const { stage, reason = null, expectedVersion = null } = parseInput(setStageInput, given)
  return inChange(context, { note: reason ?? undefined }, async (client) => {
    await requireFeature(client, feature)
    const { item, place } = await findPlace(client, feature, name)
    const request = { reason, expectedVersion: ifMatch ?? expectedVersion, hasIfMatch: ifMatch !== null }
    const verdict = judgeSet(place, stage, request)
    const replaced = { stage: item.stage, version: item.version, effectiveStage: item.effectiveStage }
    if (verdict.verdict === 'refuse') throw refuse(verdict, item)
    if (verdict.verdict === 'no_op') return { ...item, changed: false, replaced }
    await write(client, feature, name, stage)
    return { ...(await findPlace(client, feature, name)).item, changed: true, replaced }
  })
}
