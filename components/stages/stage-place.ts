import type { ScopeType, Stage } from '@/lib/rollout'

/** A place where a stage can be set, as a page saw it. */
export interface StagePlace {
  readonly feature: string
  readonly scopeType: ScopeType
  /** null: global. */
  readonly scopeId: string | null
  /** The project's or the section's; null: global. */
  readonly title: string | null
  readonly own: { readonly stage: Stage; readonly version: number } | null
  /** What is in force where it has no own stage; globally, off. */
  readonly inherited: Stage
}

/** From where a change is judged: the own stage, else what it inherits (decision.md, "Ladder"). */
export const originOf = ({ own, inherited }: StagePlace): Stage => own?.stage ?? inherited

/** Under which a place's outcome is kept. */
export const keyOfPlace = ({ feature, scopeType, scopeId }: StagePlace) => JSON.stringify([feature, scopeType, scopeId])

/** The global stage of a feature as a place; stage null: nobody ever set one. */
export const globalPlace = (feature: string, own: StagePlace['own']): StagePlace => ({
  feature,
  scopeType: 'global',
  scopeId: null,
  title: null,
  own,
  inherited: 'off',
})
