import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { RelativeTime } from '@/components/ui/relative-time'
import type { RolloutItem } from '@/lib/contracts/api/rollouts'
import { originOf, type StagePlace } from './stage-place'
import { type StageStep, stepsFrom } from './stage-steps'
import { stageLabel, stepText } from './stage-words'

interface StageConflictProps {
  readonly now: RolloutItem
  /** The place as it is now, and as it was when the dialog opened. */
  readonly place: StagePlace
  readonly seen: StagePlace
  readonly onGoOn: (step: StageStep) => void
}

function whatHappened({ now, place }: StageConflictProps): string {
  const stage = stageLabel(originOf(place))
  if (now.stage === null) return `It has no stage of its own any more: it stands at ${stage}.`
  return `${now.updatedBy?.name ?? 'Somebody'} set it to ${stage}`
}

/** Who changed the stage meanwhile and to what, and how one may go on from there. What was typed stays. */
export function StageConflict(props: StageConflictProps) {
  const { now, place, seen, onGoOn } = props
  const choices = stepsFrom(place).map((step) => (
    <Button
      key={step.kind === 'set' ? step.stage : step.kind}
      size="compact"
      onClick={({ currentTarget }) => {
        // This button goes; the dialog, named anew, is the place to go on from.
        currentTarget.closest<HTMLElement>('[role=alertdialog]')?.focus()
        onGoOn(step)
      }}
    >
      {stepText(place, step)} instead
    </Button>
  ))
  return (
    <Notice tone="warning" title="It changed meanwhile." action={choices}>
      {whatHappened(props)}
      {now.stage !== null && now.updatedAt !== null && (
        <>
          {' '}
          <RelativeTime at={now.updatedAt} />
        </>
      )}
      {`. You saw ${stageLabel(originOf(seen))}. What you typed is kept.`}
    </Notice>
  )
}
