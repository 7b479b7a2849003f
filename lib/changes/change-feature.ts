import type pg from 'pg'
import { permit } from '@/lib/auth/permissions'
import { type ChangeFeatureInput, changeFeatureInput, type FeatureChanged } from '@/lib/contracts/api/features-changes'
import { type FeatureTarget, featureTarget } from '@/lib/contracts/targets'
import { type FeatureRow, findFeature } from '@/lib/queries/find-feature'
import { GLOBAL } from '@/lib/queries/places'
import {
  type FeatureContext,
  judgeContexts,
  judgeModeChange,
  type OptInCounts,
  type PlacedStage,
  type RolloutMode,
} from '@/lib/rollout'
import type { ChangeContext } from './change-context'
import { ChangeError } from './errors'
import { featureChanged, requireSeen } from './feature-changed'
import { type Changed, inChange } from './in-change'
import { parseInput } from './parse-input'
import { requireFeature } from './require-feature'
import { seenVersion } from './seen-version'
import { writeStage } from './write-stage'

const MOST_NAMED = 100

// Places at full never stand in the way of a mode; the global one is asked for as such.
const STAGES_THAT_MATTER = `
  SELECT scope_type AS "scopeType", scope_id AS "scopeId", stage FROM scoped_feature_rollouts
  WHERE feature_name = $1 AND (scope_id IS NULL OR stage <> 'full') ORDER BY scope_type, scope_id`

const OPT_INS = `
  SELECT count(project_id)::int AS project, count(section_id)::int AS section
  FROM scoped_feature_flag_states WHERE feature_name = $1`

async function allowContexts(client: pg.ClientBase, { name, contexts }: FeatureRow, to: FeatureContext): Promise<void> {
  const { rows } = await client.query<OptInCounts>(OPT_INS, [name])
  const optIns = rows[0] ?? { project: 0, section: 0 }
  const verdict = judgeContexts(contexts, to, optIns)
  if (verdict.verdict !== 'refuse') return
  const detail = verdict.inUse.map((type) => `${optIns[type]} ${type}${optIns[type] === 1 ? '' : 's'}`).join(' and ')
  throw new ChangeError(verdict.code, `Opted in are ${detail}, which ${to} does not cover.`, { members: { optIns } })
}

/** Judges the mode. @returns what the global stage is to be set to by it; null: it stays */
async function allowMode(
  client: pg.ClientBase,
  { name, rolloutMode }: FeatureRow,
  to: RolloutMode,
): Promise<'full' | null> {
  const { rows } = await client.query<PlacedStage>(STAGES_THAT_MATTER, [name])
  const verdict = judgeModeChange(rolloutMode, to, rows)
  if (verdict.verdict === 'no_op') return null
  if (verdict.verdict === 'apply') return verdict.setGlobalTo
  const members = { places: verdict.places.slice(0, MOST_NAMED), placesCount: verdict.places.length }
  throw new ChangeError(verdict.code, 'Every stage must be full before the feature can leave canary.', { members })
}

/**
 * Describes a feature anew, or changes its contexts or its rollout mode: what is given, all or nothing. To canary sets
 * the global stage to full in the same change, so that no one loses access by it (decision.md, "Ladder").
 * @returns the feature as it is now, and what it was; unchanged where it was so already
 * @throws ChangeError `forbidden`, `invalid_request`, `feature_not_found`, `feature_archived`, `version_conflict` (with
 * `current`), `contexts_in_use` (with `optIns`), `stage_skipped` (with the first `places` short of full), `busy`
 */
export async function changeFeature(
  context: ChangeContext,
  target: FeatureTarget,
  given: ChangeFeatureInput,
): Promise<Changed<FeatureChanged>> {
  permit(context.principal, 'change_rollouts')
  const { feature, ifMatch } = parseInput(featureTarget, target)
  const { reason, expectedVersion, ...fields } = parseInput(changeFeatureInput, given)
  const seen = seenVersion(ifMatch, expectedVersion)
  return inChange(context, { note: reason }, async (client) => {
    const before = await requireFeature(client, feature)
    requireSeen(before, seen)
    const { description = before.description, contexts = before.contexts, rolloutMode = before.rolloutMode } = fields
    await allowContexts(client, before, contexts)
    const globalStage = await allowMode(client, before, rolloutMode)
    const isSame =
      description === before.description && contexts === before.contexts && rolloutMode === before.rolloutMode
    if (isSame) return featureChanged(before, before)
    if (globalStage !== null) await writeStage(client, feature, GLOBAL, globalStage)
    await client.query('UPDATE features SET description = $2, contexts = $3, rollout_mode = $4 WHERE name = $1', [
      feature,
      description,
      contexts,
      rolloutMode,
    ])
    return featureChanged(before, await findFeature(client, feature))
  })
}
