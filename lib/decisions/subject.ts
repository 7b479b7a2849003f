import type { DecisionRequest } from '@/lib/contracts/decision'
import type { DecisionFacts } from '@/lib/rollout'
import { type FactKey, type FeatureRules, factKey, type LoadedFacts, type ResourceFacts } from './facts'
import type { Snapshot, State } from './state'

/** Who asks, and where: the part of a request that all its features share. */
export type Asked = Pick<DecisionRequest, 'actor' | 'resource'>

/** What the facts say of the asked actor and resource. */
export interface Subject {
  readonly resource: ResourceFacts
  readonly isInternal: boolean
  readonly projectId: string | null
  readonly publisherId: string | null
  /** The caller's hints that contradict the directory's row. */
  readonly mismatches: readonly ('projectId' | 'publisherId')[]
}

const NONE: Subject['mismatches'] = []

// A hint is taken as it is; one that contradicts the directory is counted (decision.md).
function mismatches(asked: Asked['resource'], known: ResourceFacts): Subject['mismatches'] {
  if (!known.isKnown || (asked.publisherId === undefined && asked.projectId === undefined)) return NONE
  const found: ('projectId' | 'publisherId')[] = []
  if (asked.type === 'section' && asked.projectId !== undefined && asked.projectId !== known.projectId)
    found.push('projectId')
  if (asked.publisherId !== undefined && asked.publisherId !== known.publisherId) found.push('publisherId')
  return found
}

function subjectFrom(asked: Asked, resource: ResourceFacts, isInternal: boolean): Subject {
  const { type, id, projectId, publisherId } = asked.resource
  return {
    resource,
    isInternal,
    projectId: type === 'project' ? id : projectId === undefined ? resource.projectId : projectId,
    publisherId: publisherId === undefined ? resource.publisherId : publisherId,
    mismatches: mismatches(asked.resource, resource),
  }
}

/** The subject from what is cached, or the keys of what has to be loaded first. */
export function cachedSubject(asked: Asked, snapshot: Snapshot, cache: State['cache']): Subject | FactKey[] {
  const { actor, resource } = asked
  const facts = (resource.type === 'project' ? cache.projects : cache.sections).get(resource.id)
  const isInternal =
    snapshot.internals === null
      ? (actor.type === 'author' ? cache.authors : cache.users).get(actor.id)
      : snapshot.internals[actor.type].has(actor.id)
  if (facts !== undefined && isInternal !== undefined) return subjectFrom(asked, facts, isInternal)
  const missing: FactKey[] = []
  if (facts === undefined) missing.push(factKey(resource.type, resource.id))
  if (isInternal === undefined) missing.push(factKey(actor.type, actor.id))
  return missing
}

/** The subject from facts loaded for it alone. */
export function loadedSubject(asked: Asked, { resources, internal }: LoadedFacts): Subject | null {
  const facts = resources.get(factKey(asked.resource.type, asked.resource.id))
  const isInternal = internal.get(factKey(asked.actor.type, asked.actor.id))
  return facts === undefined || isInternal === undefined ? null : subjectFrom(asked, facts, isInternal)
}

/** Everything that the judgment of one feature depends on. @param nowMs database time */
export function decisionFacts(asked: Asked, subject: Subject, rules: FeatureRules, nowMs: number): DecisionFacts {
  const { actor, resource } = asked
  const { projectId, publisherId } = subject
  return {
    feature: rules.name,
    mode: rules.mode,
    actorType: actor.type,
    actorId: actor.id,
    isInternal: subject.isInternal,
    resourceType: resource.type,
    resourceId: resource.id,
    projectId,
    publisherId,
    isOptedIn: subject.resource.optedIn.includes(rules.name),
    projectStage: projectId === null ? null : (rules.projectStages.get(projectId) ?? null),
    sectionStage: resource.type === 'project' ? null : (rules.sectionStages.get(resource.id) ?? null),
    globalStage: rules.globalStage,
    exemption: publisherId === null ? null : (rules.exemptions.get(publisherId) ?? null),
    nowMs,
  }
}
