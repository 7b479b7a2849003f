import { useAction } from '@/lib/client/use-action'
import type { ActionResult } from '@/lib/contracts/action-result'
import type { RolloutChanged } from '@/lib/contracts/api/rollouts'
import type { PlaceName } from '@/lib/contracts/targets'
import type { StageActions } from './stage-actions'
import { keepOutcome } from './stage-outcomes'
import { originOf, type StagePlace } from './stage-place'
import { skipRefused } from './stage-situation'
import { directionOf, type StageStep } from './stage-steps'
import { doneText, skipText } from './stage-words'

const placeName = ({ scopeType, scopeId }: StagePlace): PlaceName =>
  scopeType === 'global' ? { scopeType, scopeId: null } : { scopeType, scopeId: scopeId ?? '' }

type Refused = Extract<ActionResult<never>, { ok: false }>

/** The way back, where it leads down the ladder or moves nobody. */
function undoOf(place: StagePlace, step: StageStep): StageStep | null {
  const direction = directionOf(place, step)
  if (direction === 'pin') return { kind: 'clear' }
  if (direction !== 'forward') return null
  return place.own === null && place.scopeType !== 'global'
    ? { kind: 'clear' }
    : { kind: 'set', stage: originOf(place) }
}

/** A refusal as this page says it: the interface names stages by their codes. */
function inWords(refused: Refused): Refused {
  const skip = skipRefused(refused.failure)
  return skip === null ? refused : { ok: false, failure: { ...refused.failure, message: skipText(skip) } }
}

/** Changes the stage of a place as it was seen; what came of it is kept for the control, and announced once. */
export function useStageChange(actions: StageActions, onDone: () => void) {
  interface Given {
    readonly place: StagePlace
    readonly step: StageStep
    readonly reason: string
  }
  async function change({ place, step, reason }: Given) {
    const target = { feature: place.feature, place: placeName(place), expectedVersion: place.own?.version ?? null }
    const given = reason === '' ? target : { ...target, reason }
    const result = await (step.kind === 'clear' ? actions.clear(given) : actions.set({ ...given, stage: step.stage }))
    return result.ok ? { ...result, value: { place, step, now: result.value } } : inWords(result)
  }
  return useAction(change, {
    done: ({ place, step, now }: Done) => (now.changed ? doneText(place, step) : 'It was so already.'),
    touches: ['features', 'rollouts', 'places', 'accounts', 'explain', 'audit', 'impact'],
    onDone: ({ place, step, now }: Done) => {
      const text = now.changed ? doneText(place, step) : 'It was so already: nothing was changed.'
      keepOutcome(place, { text, version: now.version, undo: now.changed ? undoOf(place, step) : null })
      onDone()
    },
  })
}

interface Done {
  readonly place: StagePlace
  readonly step: StageStep
  readonly now: RolloutChanged
}
