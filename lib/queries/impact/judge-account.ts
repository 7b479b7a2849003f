import type pg from 'pg'
import type { AccountImpactAnswer } from '@/lib/contracts/api/impact'
import { createImpact } from '@/lib/rollout'
import { findInternal, internalVerdict } from './judge-change'
import type { ImpactAsked } from './messages'
import { optIns, readState, resourceFacts } from './read-state'

/** What an internal flag would do to one account in every feature that is not archived. @throws ChangeError `account_not_found` */
export async function judgeAccount(
  client: pg.ClientBase,
  { actorType, actorId, isInternal }: Extract<ImpactAsked, { kind: 'account' }>,
): Promise<AccountImpactAnswer> {
  const isNow = await findInternal(client, { actorType, actorId })
  const { rules, nowMs, revision } = await readState(client)
  const change = { kind: 'internal', actorType, actorId, isInternal } as const
  const impacts = new Map(rules.names.map((name) => [name, createImpact(name, change)]))
  for await (const { feature, resource } of optIns(client, null)) {
    const its = rules.features.get(feature)
    if (its !== undefined) impacts.get(feature)?.addResource(resourceFacts(resource, its, nowMs))
  }
  const effects = [...impacts].map(([feature, impact]) => ({
    feature,
    ...impact.effectOn({ actorType, actorId, isInternal: isNow }),
  }))
  return {
    revision,
    asOf: new Date(nowMs).toISOString(),
    isInternal: isNow,
    verdict: internalVerdict(isNow, isInternal),
    features: effects.filter(({ gains, loses }) => gains || loses),
  }
}
