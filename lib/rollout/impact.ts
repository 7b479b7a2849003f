import { type ActorFacts, admissionOf, entryStage, isAdmitted, type ResourceFacts } from './admission'
import { exemptionInForce } from './exemption'
import { afterChange, type ImpactChange, isInReach } from './impact-change'
import { effectiveStage } from './stage'
import { type ExemptionEffect, type ResourceType, STAGES, type Stage } from './vocabulary'

/** What a change does to one actor. Both may be true: it gains in one resource and loses in another. */
export interface ImpactEffect {
  readonly gains: boolean
  readonly loses: boolean
}

/** How many opted-in resources of a type the change meets. Each is counted once in each row that it belongs to. */
export interface ResourceCounts {
  /** In the change's reach: for a stage its place and what lies below, for an exemption the publisher's own, … */
  reached: number
  /** Those that let in more actors by it, or fewer. */
  raised: number
  lowered: number
  /**
   * Of a stage's reach: those that take their stage from this place once it is set (or, for a clear, as long as it is
   * not cleared), and those that do not because of another rollout. Neither where the mode is scoped only: there no
   * stage is asked for.
   */
  following: number
  overridden: number
}

export interface ExemptPublisher {
  readonly effect: ExemptionEffect
  /** How many opted-in resources in the change's reach are the publisher's. */
  readonly resources: number
}

/**
 * Whom to look at: nobody; the one actor of an internal flag; internal actors; everyone in the directory. Whoever is
 * not looked at neither gains nor loses.
 */
export type Audience = 'nobody' | 'one' | 'internal' | 'everyone'

export interface Impact {
  /** Tells of a resource, as it is now. Each one that is opted in, now or by the change, must be told of once. */
  addResource(facts: ResourceFacts): void
  /** What the change does to an actor, given as it is now. To be asked when every resource was told of. */
  effectOn(actor: ActorFacts): ImpactEffect
  audience(): Audience
  resources(): Readonly<Record<ResourceType, Readonly<ResourceCounts>>>
  /** Publishers of reached resources whose exemption is in force once the change is made, by id. */
  exemptPublishers(): ReadonlyMap<string, ExemptPublisher>
}

const NONE: ImpactEffect = Object.freeze({ gains: false, loses: false })

interface AdmissionPair {
  readonly before: Stage
  readonly after: Stage
}

/**
 * Who gains and who loses access to a feature by a change that is not yet made.
 *
 * What is compared are decisions: those of every actor of the directory, author or user, in every resource that is
 * opted in before or after the change, all at one instant. The directory knows no membership, and decision.md lets any
 * actor ask in any resource, so none is left out. An actor *gains* when there is at least one resource where it was
 * denied and now is allowed, and *loses* when there is at least one where it was allowed and now is denied; a change
 * that moves resources in both directions (a project's stage that replaces its sections') may do both to one actor. An
 * exemption that will expire later is judged as of the instant. Actors unknown to the directory are not counted: they
 * are endless. A change that the ladder would refuse is judged as if it were made.
 *
 * A decision depends on the resource only through the stage that admits to it (`admissionOf`), and on the actor only
 * through the lowest stage that admits it (`entryStage`): it allows where the one is not below the other. So resources
 * fold into at most 25 pairs of admissions, before and after, and an actor costs one hash, or none.
 *
 * Memory does not grow with the resources, but for the publishers that have an exemption.
 */
export function createImpact(feature: string, change: ImpactChange): Impact {
  const pairs = new Map<string, AdmissionPair>()
  const counts = { project: noResources(), section: noResources() }
  const exempt = new Map<string, ExemptPublisher>()
  let effects: Readonly<Record<Stage, ImpactEffect>> | undefined

  function addResource(facts: ResourceFacts): void {
    const next = afterChange(facts, change)
    if (!facts.isOptedIn && !next.isOptedIn) return
    const before = admissionOf(facts)
    const after = next === facts ? before : admissionOf(next)
    pairs.set(`${before} ${after}`, { before, after })
    effects = undefined
    if (!isInReach(facts, change)) return
    countResource(counts[facts.resourceType], { before, after }, followed(facts, next, change))
    if (change.kind !== 'archive') countPublisher(exempt, next)
  }

  function effectBetween(entryBefore: Stage, entryAfter: Stage): ImpactEffect {
    const moves = [...pairs.values()].map(({ before, after }) => ({
      had: isAdmitted(entryBefore, before),
      has: isAdmitted(entryAfter, after),
    }))
    return { gains: moves.some(({ had, has }) => !had && has), loses: moves.some(({ had, has }) => had && !has) }
  }

  function effectsByEntry(): Readonly<Record<Stage, ImpactEffect>> {
    effects ??= Object.fromEntries(STAGES.map((entry) => [entry, effectBetween(entry, entry)])) as Record<
      Stage,
      ImpactEffect
    >
    return effects
  }

  function effectOn(actor: ActorFacts): ImpactEffect {
    if (change.kind !== 'internal') return effectsByEntry()[entryFor(actor)]
    if (actor.actorType !== change.actorType || actor.actorId !== change.actorId) return NONE
    const { isInternal } = change
    return effectBetween(entryStage(feature, actor), entryStage(feature, { ...actor, isInternal }))
  }

  /** Where every cohort fares alike, nobody's is asked for. */
  function entryFor(actor: ActorFacts): Stage {
    const { five_percent: five, fifty_percent: fifty, full } = effectsByEntry()
    return !actor.isInternal && isSame(five, full) && isSame(fifty, full) ? 'full' : entryStage(feature, actor)
  }

  function audience(): Audience {
    if (change.kind === 'internal') return 'one'
    const { internal_only: internal, five_percent: five, fifty_percent: fifty, full } = effectsByEntry()
    if ([five, fifty, full].some((effect) => !isSame(effect, NONE))) return 'everyone'
    return isSame(internal, NONE) ? 'nobody' : 'internal'
  }

  return { addResource, effectOn, audience, resources: () => counts, exemptPublishers: () => exempt }
}

function isSame(one: ImpactEffect, other: ImpactEffect): boolean {
  return one.gains === other.gains && one.loses === other.loses
}

function noResources(): ResourceCounts {
  return { reached: 0, raised: 0, lowered: 0, following: 0, overridden: 0 }
}

type Followed = 'following' | 'overridden' | 'neither'

/** Whether a reached resource takes its stage from the place whose stage changes. */
function followed(facts: ResourceFacts, next: ResourceFacts, change: ImpactChange): Followed {
  if (change.kind !== 'stage' || facts.mode === 'scoped_only') return 'neither'
  const { projectStage: project, sectionStage: section, globalStage: global } = change.stage === null ? facts : next
  return effectiveStage({ project, section, global }).source === change.scopeType ? 'following' : 'overridden'
}

function countResource(counts: ResourceCounts, { before, after }: AdmissionPair, source: Followed): void {
  counts.reached++
  if (source !== 'neither') counts[source]++
  if (before === after) return
  counts[isAdmitted(before, after) ? 'raised' : 'lowered']++
}

function countPublisher(exempt: Map<string, ExemptPublisher>, next: ResourceFacts): void {
  const inForce = next.mode === 'canary' ? exemptionInForce(next.exemption, next.nowMs) : null
  if (inForce === null || next.publisherId === null) return
  const known = exempt.get(next.publisherId)?.resources ?? 0
  exempt.set(next.publisherId, { effect: inForce.effect, resources: known + 1 })
}
