import { effectiveStage, stepsBetween } from './stage'
import type { Stage } from './vocabulary'

interface OwnRollout {
  /** The place's own rollout; null: none. */
  readonly own: Stage | null
  /** The revision that wrote the own rollout; null: none. */
  readonly version: number | null
}

export interface GlobalPlace extends OwnRollout {
  readonly scopeType: 'global'
}

export interface ProjectPlace extends OwnRollout {
  readonly scopeType: 'project'
  readonly globalStage: Stage | null
  /** The project's sections that have own rollouts. Those without follow the project and may be left out. */
  readonly sections: readonly { readonly id: string; readonly stage: Stage | null }[]
}

export interface SectionPlace extends OwnRollout {
  readonly scopeType: 'section'
  /** Own rollout of the section's base project; null: none, or no base project. */
  readonly projectStage: Stage | null
  readonly globalStage: Stage | null
}

/** A place whose stage may be cleared. */
export type ScopedPlace = ProjectPlace | SectionPlace

/** Where a stage is to change, as it stands inside the change's transaction. */
export type Place = GlobalPlace | ScopedPlace

/** A section that a project's change would raise. */
export interface SectionRaise {
  readonly id: string
  readonly from: Stage
  readonly to: Stage
}

/** What a place has without an own rollout: the project inherits global, the section its project's effective stage. */
export function inheritedStage(place: Place): Stage {
  switch (place.scopeType) {
    case 'global':
      return 'off'
    case 'project':
      return effectiveStage({ project: null, section: null, global: place.globalStage }).stage
    case 'section':
      return effectiveStage({ project: place.projectStage, section: null, global: place.globalStage }).stage
    default:
      return place satisfies never
  }
}

/** The sections that would jump more than one step up if the project's own rollout became `own` (null: cleared). */
export function sectionsRaisedTooFar(place: Place, own: Stage | null): readonly SectionRaise[] {
  if (place.scopeType !== 'project') return []
  const global = place.globalStage
  return place.sections
    .map(({ id, stage: section }) => ({
      id,
      from: effectiveStage({ project: place.own, section, global }).stage,
      to: effectiveStage({ project: own, section, global }).stage,
    }))
    .filter(({ from, to }) => stepsBetween(from, to) > 1)
}
