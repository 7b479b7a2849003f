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

/**
 * Archives a feature: decisions answer `feature_not_found` from then on, changes `feature_archived`, and its name stays
 * taken. What hangs on it stays as it is.
 * @returns the feature; unchanged where it was archived already
 * @throws ChangeError `forbidden`, `invalid_request`, `feature_not_found`, `version_conflict` (with `current`), `busy`
 */
export async function archiveFeature(
  context: ChangeContext,
  target: FeatureTarget,
  given: ArchiveFeatureInput,
): Promise<Changed<FeatureChanged>> {
  permit(context.principal, 'change_rollouts')
  const { feature, ifMatch } = parseInput(featureTarget, target)
  const { reason } = parseInput(archiveFeatureInput, given)
  return inChange(context, { note: reason }, async (client) => {
    const before = await findFeature(client, feature)
    requireSeen(before, seenVersion(ifMatch, null))
    if (before.isArchived) return featureChanged(before, before)
    await client.query('UPDATE features SET archived_at = clock_timestamp() WHERE name = $1', [feature])
    return featureChanged(before, await findFeature(client, feature))
  })
}
