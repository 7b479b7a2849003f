import { permit } from '@/lib/auth/permissions'
import {
  type ExemptionRemoved,
  type RemoveExemptionInput,
  removeExemptionInput,
} from '@/lib/contracts/api/exemptions-changes'
import { type ExemptionTarget, exemptionTarget } from '@/lib/contracts/targets'
import { findExemption } from '@/lib/queries/find-exemption'
import { judgeExemption } from '@/lib/rollout'
import type { ChangeContext } from './change-context'
import { type Changed, inChange } from './in-change'
import { parseInput } from './parse-input'
import { refuseExemption, replacedBy } from './refuse-exemption'
import { requireFeature } from './require-feature'
import { seenVersion } from './seen-version'

/**
 * Removes a publisher's exemption, in force or expired.
 * @returns what stood there; unchanged where there was none
 * @throws ChangeError as `setExemption`, and `reason_required` without a note
 */
export async function removeExemption(
  context: ChangeContext,
  target: ExemptionTarget,
  given: RemoveExemptionInput,
): Promise<Changed<ExemptionRemoved>> {
  permit(context.principal, 'change_rollouts')
  const { feature, publisherId, ifMatch } = parseInput(exemptionTarget, target)
  const { note, expectedVersion } = parseInput(removeExemptionInput, given)
  const request = { reason: note ?? null, ...seenVersion(ifMatch, expectedVersion) }
  return inChange(context, { note }, async (client) => {
    await requireFeature(client, feature)
    const { item, standing, nowMs } = await findExemption(client, feature, publisherId)
    const verdict = judgeExemption(standing, null, request, nowMs)
    const replaced = replacedBy(item)
    if (verdict.verdict === 'refuse') throw refuseExemption(verdict.code, item)
    if (verdict.verdict === 'no_op') return { publisherId, changed: false, replaced }
    await client.query('DELETE FROM scoped_feature_exemptions WHERE feature_name = $1 AND publisher_id = $2', [
      feature,
      publisherId,
    ])
    return { publisherId, changed: true, replaced }
  })
}
