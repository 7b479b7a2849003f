import type pg from 'pg'
import { requireFeature } from '@/lib/changes/require-feature'
import type { ImpactAnswer } from '@/lib/contracts/api/impact'
import { ACTOR_TYPES, type Audience, createImpact, type Impact } from '@/lib/rollout'
import { createHeadCount } from './head-count'
import { type JudgedChange, judgeChange } from './judge-change'
import type { ImpactAsked, ImpactProgress } from './messages'
import { exemptPublishers } from './publishers'
import { type ByType, countActors, type JudgedBatch, judgeActors, type Wanted } from './read-actors'
import { findResource, type JudgedState, optIns, readState, resourceFacts } from './read-state'

type FeatureAsked = Extract<ImpactAsked, { kind: 'feature' | 'names' }>

/** An impact with every resource told of; actors are still to be asked for. */
export interface Prepared extends JudgedChange {
  readonly state: JudgedState
  readonly impact: Impact
}

/**
 * Reads the change, the rules and every opted-in resource.
 * @param accept called as soon as nothing can be refused any more
 * @throws ChangeError what `judgeChange` throws; `feature_not_found`, `feature_archived`
 */
export async function prepareImpact(
  client: pg.ClientBase,
  { feature: name, change: given }: FeatureAsked,
  accept: () => void,
): Promise<Prepared> {
  const feature = await requireFeature(client, name)
  const judged = await judgeChange(client, feature, given)
  accept()
  const state = await readState(client)
  const rules = state.rules.features.get(name)
  if (rules === undefined) throw new Error('a feature that is not archived has rules')
  const { change } = judged
  const impact = createImpact(name, change)
  for await (const { resource } of optIns(client, name)) {
    impact.addResource(resourceFacts(resource, rules, state.nowMs))
  }
  if (change.kind === 'opt_in' && change.isOptedIn) {
    const resource = await findResource(client, name, change.resourceType, change.resourceId)
    if (resource?.isOptedIn === false) impact.addResource(resourceFacts(resource, rules, state.nowMs))
  }
  return { ...judged, state, impact }
}

/** Looks at all whom the change may concern. @param progress told after each batch */
export async function* everyoneConcerned(
  client: pg.ClientBase,
  prepared: Prepared,
  { wanted, total, progress }: { wanted: Wanted; total: number; progress: (at: ImpactProgress) => void },
): AsyncGenerator<JudgedBatch['concerned']> {
  let judged = 0
  progress({ judged, total })
  for (const type of ACTOR_TYPES) {
    for await (const batch of judgeActors(client, { ...prepared, wanted }, type)) {
      yield batch.concerned
      judged += batch.judged
      progress({ judged, total })
    }
  }
}

/** How many actors are to be looked at. */
export async function audienceSize(client: pg.ClientBase, audience: Audience, directory: ByType): Promise<number> {
  if (audience === 'everyone') return directory.author + directory.user
  if (audience !== 'internal') return audience === 'one' ? 1 : 0
  const internal = await countActors(client, 'internal')
  return internal.author + internal.user
}

/** The whole answer for a feature. @throws as `prepareImpact` */
export async function judgeFeature(
  client: pg.ClientBase,
  asked: FeatureAsked,
  told: { readonly accept: () => void; readonly progress: (at: ImpactProgress) => void },
): Promise<ImpactAnswer> {
  const prepared = await prepareImpact(client, asked, told.accept)
  const { impact, state, verdict, current } = prepared
  const directory = await countActors(client, 'all')
  const total = await audienceSize(client, impact.audience(), directory)
  const heads = createHeadCount()
  for await (const concerned of everyoneConcerned(client, prepared, {
    wanted: 'ids',
    total,
    progress: told.progress,
  })) {
    for (const one of concerned) heads.add(one)
  }
  const { project: projects, section: sections } = impact.resources()
  return {
    feature: asked.feature,
    revision: state.revision,
    asOf: new Date(state.nowMs).toISOString(),
    current,
    verdict,
    ...(await heads.read(client)),
    directory: { authors: directory.author, users: directory.user },
    countsUnknownActors: false,
    resources: { projects: { ...projects }, sections: { ...sections } },
    publishers: await exemptPublishers(client, impact),
  }
}
