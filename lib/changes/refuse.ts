import type { RolloutItem } from '@/lib/contracts/api/rollouts'
import type { LadderRefusal } from '@/lib/rollout'
import { ChangeError } from './errors'

/** The ladder's refusal as an error, with what the caller needs to try again. @param current the place as it stands */
export function refuse(refusal: LadderRefusal, current: RolloutItem): ChangeError {
  switch (refusal.code) {
    case 'version_conflict':
      return new ChangeError(
        'version_conflict',
        'The version you sent, or left out, is not that of the place now. Nothing was written.',
        {
          members: { current },
        },
      )
    case 'stage_skipped': {
      const { from, to, next, sections } = refusal
      const why =
        sections.length > 0
          ? `It would raise ${sections.length === 1 ? 'a section' : `${sections.length} sections`} by more than one step.`
          : `From ${from} the next stage is ${next ?? 'none'}, not ${to}.`
      return new ChangeError('stage_skipped', `${why} Nothing was written.`, { members: { next, sections, current } })
    }
    case 'reason_required':
      return new ChangeError('reason_required', `Going back from ${refusal.from} to ${refusal.to} needs a reason.`, {
        faults: [{ path: 'reason', message: 'is needed to go back' }],
        members: { current },
      })
    default:
      return refusal satisfies never
  }
}
