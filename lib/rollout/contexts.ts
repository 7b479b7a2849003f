import { type FeatureContext, RESOURCE_TYPES, type ResourceType } from './vocabulary'

/** How many projects and sections are opted in to a feature. */
export type OptInCounts = Readonly<Record<ResourceType, number>>

export type ContextsVerdict =
  | { readonly verdict: 'apply' }
  | { readonly verdict: 'no_op' }
  | { readonly verdict: 'refuse'; readonly code: 'contexts_in_use'; readonly inUse: readonly ResourceType[] }

/** Whether a feature can be opted in to in a resource of this type: projects are for authoring, sections for delivery. */
export function supports(contexts: FeatureContext, resourceType: ResourceType): boolean {
  return contexts === 'both' || contexts === (resourceType === 'project' ? 'authoring' : 'delivery')
}

/**
 * Judges a change of the contexts that a feature supports; decision.md, section "Ladder": they never narrow while
 * opt-ins stand. Only opt-ins that the change would strand refuse it; `inUse` names their resource types.
 */
export function judgeContexts(from: FeatureContext, to: FeatureContext, optIns: OptInCounts): ContextsVerdict {
  if (from === to) return { verdict: 'no_op' }
  const inUse = RESOURCE_TYPES.filter((type) => !supports(to, type) && optIns[type] > 0)
  return inUse.length === 0 ? { verdict: 'apply' } : { verdict: 'refuse', code: 'contexts_in_use', inUse }
}
