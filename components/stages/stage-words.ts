import type { Stage } from '@/lib/rollout'
import { originOf, type StagePlace } from './stage-place'
import type { StageSkip } from './stage-situation'
import { directionOf, type StageStep, targetOf } from './stage-steps'
import { STATIONS } from './stations'

/** A stage as people read it. */
export const stageLabel = (stage: Stage) => STATIONS.find((station) => station.stage === stage)?.label ?? stage

/** Who is let in at a stage, for the end of a sentence. */
export const STAGE_MEANS: Readonly<Record<Stage, string>> = {
  off: 'nobody',
  internal_only: 'internal accounts',
  five_percent: 'internal accounts and 5% of the others',
  fifty_percent: 'internal accounts and half of the others',
  full: 'everybody',
}

/** "project Chemistry"; null for the global place. */
export const placeText = ({ scopeType, scopeId, title }: StagePlace) =>
  scopeType === 'global' ? null : `${scopeType} ${title ?? scopeId}`

/** What a button does: "Promote to 5%". */
export function stepText(place: StagePlace, step: StageStep): string {
  if (step.kind === 'clear') return 'Clear the own stage'
  if (directionOf(place, step) === 'pin') return `Pin at ${stageLabel(step.stage)}`
  if (step.stage === 'off') return 'Turn off now'
  const verb = directionOf(place, step) === 'forward' ? 'Promote' : 'Roll back'
  return `${verb} to ${stageLabel(step.stage)}`
}

/** What a place is called within a sentence: "adaptive_duplication in project Chemistry". */
export function subjectText(place: StagePlace): string {
  const where = placeText(place)
  return where === null ? place.feature : `${place.feature} in ${where}`
}

/** "Promote adaptive_duplication to 5%?" */
export function questionText(place: StagePlace, step: StageStep): string {
  const subject = subjectText(place)
  if (step.kind === 'clear') return `Clear the own stage of ${subject}?`
  const stage = stageLabel(step.stage)
  if (directionOf(place, step) === 'pin') return `Pin ${subject} at ${stage}?`
  if (step.stage === 'off') return `Turn off ${subject} now?`
  return `${directionOf(place, step) === 'forward' ? 'Promote' : 'Roll back'} ${subject} to ${stage}?`
}

/** A first stage of its own has a second effect, which nobody sees at once. */
const PARTING = 'From then on it has a stage of its own, and no longer follows what it inherits.'

/** What happens, in a sentence or two. */
export function stepMeans(place: StagePlace, step: StageStep): string {
  const [from, to] = [stageLabel(originOf(place)), stageLabel(targetOf(place, step))]
  const open = `where it is opted in, it is open to ${STAGE_MEANS[targetOf(place, step)]}`
  const direction = directionOf(place, step)
  if (direction === 'pin') return `It stays at ${to}, and no longer follows what it inherits.`
  if (direction === 'unpin') return `It stays at ${to}, and follows what it inherits from now on.`
  if (step.kind === 'clear') return `It inherits again, from ${from} to ${to}: ${open}.`
  const parting = place.own === null && place.scopeType !== 'global' ? ` ${PARTING}` : ''
  return `From ${from} to ${to}: ${open}.${parting}`
}

/** What was done: "adaptive_duplication was promoted to 5%." */
export function doneText(place: StagePlace, step: StageStep): string {
  const subject = subjectText(place)
  if (step.kind === 'clear') return `${subject} inherits its stage again: ${stageLabel(place.inherited)}.`
  const stage = stageLabel(step.stage)
  if (directionOf(place, step) === 'pin') return `${subject} is pinned at ${stage}.`
  if (step.stage === 'off') return `${subject} was turned off.`
  return `${subject} was ${directionOf(place, step) === 'forward' ? 'promoted' : 'rolled back'} to ${stage}.`
}

/** Why a step is refused that would skip a stage. */
export function skipText({ next, sections }: StageSkip): string {
  if (sections.length > 0) return 'This would raise sections by more than one stage.'
  const open = next === null ? 'There is no step forward from here.' : `The next stage is ${stageLabel(next)}.`
  return `This would skip a stage. ${open}`
}
