import type { Stage } from '@/lib/rollout'
import { nextStage, STAGES, stepsBetween } from '@/lib/rollout/browser'
import { originOf, type StagePlace } from './stage-place'

/** What can be done to a place's stage. */
export type StageStep = { readonly kind: 'set'; readonly stage: Stage } | { readonly kind: 'clear' }

export type StepDirection = 'forward' | 'backward' | 'pin' | 'unpin'

/** Where a step leads to. */
export const targetOf = (place: StagePlace, step: StageStep): Stage =>
  step.kind === 'set' ? step.stage : place.inherited

export function directionOf(place: StagePlace, step: StageStep): StepDirection {
  const steps = stepsBetween(originOf(place), targetOf(place, step))
  if (steps !== 0) return steps > 0 ? 'forward' : 'backward'
  return step.kind === 'clear' ? 'unpin' : 'pin'
}

/** The one step forward; null at full. */
export function promotion(place: StagePlace): StageStep | null {
  const stage = nextStage(originOf(place))
  return stage === null ? null : { kind: 'set', stage }
}

/** Every earlier stage but off, the nearest first. */
export const rollBacks = (place: StagePlace): readonly Stage[] =>
  STAGES.slice(1, STAGES.indexOf(originOf(place))).toReversed()

export const canTurnOff = (place: StagePlace) => originOf(place) !== 'off'

/** To set the stage in force as the place's own, or to give up its own. */
export function ownership(place: StagePlace): StageStep | null {
  if (place.scopeType === 'global') return null
  return place.own === null ? { kind: 'set', stage: place.inherited } : { kind: 'clear' }
}

/** Everything that may be done from here. */
export function stepsFrom(place: StagePlace): readonly StageStep[] {
  const backward = [...rollBacks(place), ...(canTurnOff(place) ? (['off'] as const) : [])]
  const steps = [promotion(place), ...backward.map((stage) => ({ kind: 'set', stage }) as const), ownership(place)]
  return steps.filter((step) => step !== null)
}
