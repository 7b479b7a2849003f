import { decide, type ExemptionEffect, type Stage } from '@/lib/rollout'
import { DIRECTORY } from '../directory'
import type { Answer, EntryEvent, Question } from '../history'

/** The facts that the trail tells of, by place. */
export interface Facts {
  readonly rollout: Map<string, Stage>
  readonly scope: Map<string, true>
  readonly exemption: Map<string, ExemptionEffect>
  readonly user: Map<string, true>
}

export const noFacts = (): Facts => ({ rollout: new Map(), scope: new Map(), exemption: new Map(), user: new Map() })

/** The name of a fact's place within its kind. */
export function placeOf({
  feature,
  scopeType,
  scopeId,
}: Pick<EntryEvent, 'feature' | 'scopeType' | 'scopeId'>): string {
  return `${feature ?? ''} ${scopeType ?? ''} ${scopeId ?? ''}`
}

function put<Value>(into: Map<string, Value>, place: string, value: Value | null): void {
  if (value === null) into.delete(place)
  else into.set(place, value)
}

/** Takes up what an entry of the trail says. */
export function apply(facts: Facts, entry: EntryEvent): void {
  const { after, action } = entry
  const place = placeOf(entry)
  const kind = action.split('.')[0]
  if (kind === 'rollout') put(facts.rollout, place, after === null ? null : (after.stage as Stage))
  else if (kind === 'scope') put(facts.scope, place, after === null ? null : true)
  else if (kind === 'exemption') put(facts.exemption, place, after === null ? null : (after.effect as ExemptionEffect))
  else if (kind === 'user') put(facts.user, place, after?.isInternal === true ? true : null)
}

/** What must be answered by these facts, by the pure core, which has tests of its own. */
export function judge(facts: Facts, { feature, user, resource }: Question): Omit<Answer, 'revision'> {
  const section = DIRECTORY.sections.find(({ id }) => resource.type === 'section' && id === resource.id)
  const projectId = section === undefined ? resource.id : section.projectId
  const project = DIRECTORY.projects.find(({ id }) => id === resource.id)
  const publisherId = (section ?? project)?.publisherId ?? null
  const stageAt = (scopeType: string, scopeId: string | null) =>
    facts.rollout.get(placeOf({ feature, scopeType, scopeId })) ?? null
  const effect = facts.exemption.get(placeOf({ feature, scopeType: 'publisher', scopeId: publisherId }))
  const { result, reason, stage } = decide({
    feature,
    mode: 'canary',
    actorType: 'user',
    actorId: user,
    isInternal: facts.user.has(placeOf({ feature: null, scopeType: 'user', scopeId: user })),
    resourceType: resource.type,
    resourceId: resource.id,
    projectId,
    publisherId,
    isOptedIn: facts.scope.has(placeOf({ feature, scopeType: resource.type, scopeId: resource.id })),
    projectStage: projectId === null ? null : stageAt('project', projectId),
    sectionStage: section === undefined ? null : stageAt('section', section.id),
    globalStage: stageAt('global', null),
    exemption: effect === undefined ? null : { effect, expiresAt: null },
    nowMs: 0,
  })
  return { result, reason, stage }
}
