import { supports } from './contexts'
import { decide } from './decide'
import type { DecisionFacts } from './decision'
import { effectiveStage, nextStage } from './stage'
import type { FeatureContext } from './vocabulary'

/** The single changes that may turn a deny into an allow, nearest first; decision.md, "What the answer holds". */
export const NEAREST_CHANGES = ['opt_in', 'remove_deny', 'next_stage', 'mark_internal', 'force_enable'] as const
export type NearestChange = (typeof NEAREST_CHANGES)[number]

/**
 * The first change that alone would allow, found by making it and deciding again; null where none would, where the
 * answer is yes already, or where the facts can't be read. A resource that `contexts` does not cover can't be opted in.
 */
export function wouldAllow(facts: DecisionFacts, contexts: FeatureContext): NearestChange | null {
  const { result, reason } = decide(facts)
  if (result || reason === 'repository_error') return null
  return NEAREST_CHANGES.find((change) => decide(changed(facts, change, contexts)).result) ?? null
}

function changed(facts: DecisionFacts, change: NearestChange, contexts: FeatureContext): DecisionFacts {
  switch (change) {
    case 'opt_in':
      return supports(contexts, facts.resourceType) ? { ...facts, isOptedIn: true } : facts
    case 'remove_deny':
      return facts.exemption?.effect === 'deny' ? { ...facts, exemption: null } : facts
    case 'next_stage':
      return atNextStage(facts)
    case 'mark_internal':
      return { ...facts, isInternal: true }
    case 'force_enable':
      return facts.publisherId === null ? facts : { ...facts, exemption: { effect: 'force_enable', expiresAt: null } }
    default:
      return change satisfies never
  }
}

/** One step up at the place that the stage in force comes from; where it comes from nowhere, globally. */
function atNextStage(facts: DecisionFacts): DecisionFacts {
  const { projectStage: project, sectionStage: section, globalStage: global } = facts
  const { stage, source } = effectiveStage({ project, section, global })
  const next = nextStage(stage)
  if (next === null) return facts
  switch (source) {
    case 'project':
      return { ...facts, projectStage: next }
    case 'section':
      return { ...facts, sectionStage: next }
    case 'global':
    case 'default':
      return { ...facts, globalStage: next }
    default:
      return source satisfies never
  }
}
