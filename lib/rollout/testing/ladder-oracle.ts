import { type ChangeRequest, type Place, STAGES, type Stage } from '@/lib/rollout'

const level = (stage: Stage | null): number | null => (stage === null ? null : STAGES.indexOf(stage))

/** The place's inheritance chain, nearest first, without its own rollout. */
function parents(place: Place): readonly (number | null)[] {
  if (place.scopeType === 'global') return [0]
  const global = level(place.globalStage)
  return place.scopeType === 'project' ? [global, 0] : [level(place.projectStage), global, 0]
}

const nearest = (chain: readonly (number | null)[]): number => chain.find((step) => step !== null) ?? 0

function sectionsThatJump(place: Place, target: number | null): string[] {
  if (place.scopeType !== 'project') return []
  const { globalStage, own } = place
  return place.sections
    .filter(({ stage }) => {
      const under = (project: number | null) => nearest([project, level(stage), level(globalStage), 0])
      return under(target) - under(level(own)) >= 2
    })
    .map(({ id }) => id)
}

/** decision.md, "Ladder", as one line of text a verdict. `target` null clears. Levels are 0 (off) to 4 (full). */
export function expectedVerdict(place: Place, target: Stage | null, request: ChangeRequest): string {
  const own = level(place.own)
  const inherited = nearest(parents(place))
  const origin = own === null ? inherited : own
  const goal = target === null ? inherited : STAGES.indexOf(target)
  const isDown = goal < origin

  const sawThePresent = request.expectedVersion === place.version
  const maySkipVersion = isDown && !request.hasIfMatch
  if (!sawThePresent && !maySkipVersion) return `version_conflict now ${STAGES[origin]}, version ${place.version}`

  const isSetAsItStands = target !== null && place.own === target
  const isClearedAlready = target === null && place.own === null
  if (isSetAsItStands || isClearedAlready) return 'no_op'

  const jumping = sectionsThatJump(place, level(target))
  if (goal - origin >= 2 || jumping.length > 0) return `stage_skipped ${STAGES[origin]} to ${STAGES[goal]} [${jumping}]`

  if (isDown && !(request.reason ?? '').match(/\S/)) return 'reason_required'
  const direction = isDown ? 'backward' : goal > origin ? 'forward' : target === null ? 'unpin' : 'pin'
  return `${direction} ${STAGES[origin]} to ${STAGES[goal]}`
}
