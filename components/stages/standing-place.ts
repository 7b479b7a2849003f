import type { ResourceType } from '@/lib/rollout'
import type { StagePlace } from './stage-place'
import type { StageStanding } from './stage-source'

interface Resource {
  readonly scopeType: ResourceType
  readonly scopeId: string
  readonly title: string
}

/** A project or a section, and how a feature stands there, as a place of the stage control. */
export const standingPlace = (feature: string, resource: Resource, standing: StageStanding): StagePlace => ({
  feature,
  scopeType: resource.scopeType,
  scopeId: resource.scopeId,
  title: resource.title,
  own: standing.own,
  inherited: standing.inherited.stage,
})
