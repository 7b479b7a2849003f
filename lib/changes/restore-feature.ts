import type pg from 'pg'
import { permit } from '@/lib/auth/permissions'
import {
  type ArchiveFeatureInput,
  archiveFeatureInput,
  type FeatureChanged,
} from '@/lib/contracts/api/features-changes'
import { type FeatureTarget, featureTarget } from '@/lib/contracts/targets'
import { findFeature } from '@/lib/queries/find-feature'
import type { ChangeContext } from './change-context'
import { featureChanged, requireSeen } from './feature-changed'
import { type Changed, inChange } from './in-change'
import { parseInput } from './parse-input'
import { seenVersion } from './seen-version'

/** What the trail says of the stages that go back where nobody said more: going back has a reason. */
const REASON = 'The feature was restored, at off.'

/** Every section of a large installation may have a stage of its own. Others wait no longer for it than for an import. */
const STATEMENT_TIMEOUT_MS = 4500

/**
 * Every stage that was set goes to off and stays its place's own, so that no promotion elsewhere reaches it. There is
 * no off in scoped_only, so the mode is canary. Then opt-ins let nobody in, and exemptions do not override it.
 */
async function writeAtOff(client: pg.ClientBase, feature: string): Promise<void> {
  await client.query(`SET LOCAL statement_timeout = ${STATEMENT_TIMEOUT_MS}`)
  const text = `UPDATE scoped_feature_rollouts SET stage = 'off' WHERE feature_name = $1 AND stage <> 'off'`
  const config = { text, values: [feature], query_timeout: STATEMENT_TIMEOUT_MS + 500 }
  await client.query(config)
  await client.query(`UPDATE features SET archived_at = NULL, rollout_mode = 'canary' WHERE name = $1`, [feature])
}

/**
 * Brings an archived feature back, at off everywhere (api.md): nobody may use it until somebody promotes it.
 * @returns the feature; unchanged where it is not archived
 * @throws ChangeError `forbidden`, `invalid_request`, `feature_not_found`, `version_conflict` (with `current`), `busy`
 */
export async function restoreFeature(
  context: ChangeContext,
  target: FeatureTarget,
  given: ArchiveFeatureInput,
): Promise<Changed<FeatureChanged>> {
  permit(context.principal, 'change_rollouts')
  const { feature, ifMatch } = parseInput(featureTarget, target)
  const { reason = REASON } = parseInput(archiveFeatureInput, given)
  return inChange(context, { note: reason }, async (client) => {
    const before = await findFeature(client, feature)
    requireSeen(before, seenVersion(ifMatch, null))
    if (!before.isArchived) return featureChanged(before, before)
    await writeAtOff(client, feature)
    return featureChanged(before, await findFeature(client, feature))
  })
}
