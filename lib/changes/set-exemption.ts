import type pg from 'pg'
import { permit } from '@/lib/auth/permissions'
import { type ExemptionSet, type SetExemptionInput, setExemptionInput } from '@/lib/contracts/api/exemptions-changes'
import { type ExemptionTarget, exemptionTarget } from '@/lib/contracts/targets'
import { findExemption } from '@/lib/queries/find-exemption'
import { judgeExemption, type WantedExemption } from '@/lib/rollout'
import type { ChangeContext } from './change-context'
import { type Changed, inChange } from './in-change'
import { parseInput } from './parse-input'
import { refuseExemption, replacedBy } from './refuse-exemption'
import { requireFeature } from './require-feature'
import { requireFuture } from './require-future'
import { seenVersion } from './seen-version'

async function write(client: pg.ClientBase, feature: string, publisherId: string, wanted: WantedExemption) {
  const { effect, note, expiresAt } = wanted
  await client.query(
    `INSERT INTO scoped_feature_exemptions (feature_name, publisher_id, effect, note, expires_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (feature_name, publisher_id)
     DO UPDATE SET effect = excluded.effect, note = excluded.note, expires_at = excluded.expires_at`,
    [feature, publisherId, effect, note, expiresAt === null ? null : new Date(expiresAt)],
  )
}

/**
 * Denies a feature to a publisher, or forces it on, until the exemption is removed or expires. It is set as a whole: no
 * `expiresAt`, no expiry. The rules of versions are the core's (`judgeExemption`).
 * @returns the exemption, and what it replaced; unchanged where it stood so already
 * @throws ChangeError `forbidden`, `invalid_request`, `feature_not_found`, `feature_archived`, `publisher_not_found`,
 * `version_conflict` (with `current`), `busy`
 */
export async function setExemption(
  context: ChangeContext,
  target: ExemptionTarget,
  given: SetExemptionInput,
): Promise<Changed<ExemptionSet>> {
  permit(context.principal, 'change_rollouts')
  const { feature, publisherId, ifMatch } = parseInput(exemptionTarget, target)
  const { effect, note, expiresAt = null, expectedVersion } = parseInput(setExemptionInput, given)
  const wanted = { effect, note, expiresAt: expiresAt === null ? null : Date.parse(expiresAt) }
  const request = { reason: note, ...seenVersion(ifMatch, expectedVersion) }
  return inChange(context, { note }, async (client) => {
    await requireFeature(client, feature)
    const found = await findExemption(client, feature, publisherId)
    requireFuture('The exemption', wanted.expiresAt, found.nowMs)
    const verdict = judgeExemption(found.standing, wanted, request, found.nowMs)
    const replaced = replacedBy(found.item)
    if (verdict.verdict === 'refuse') throw refuseExemption(verdict.code, found.item)
    if (verdict.verdict === 'apply') await write(client, feature, publisherId, wanted)
    const { item } = await findExemption(client, feature, publisherId)
    if (item === null) throw new Error('The exemption that was written is not there.')
    return { ...item, changed: verdict.verdict === 'apply', replaced }
  })
}
