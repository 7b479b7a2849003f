'use client'

import { useState } from 'react'
import { ImpactPreview } from '@/components/impact/impact-preview'
import { waitingFor } from '@/components/impact/waiting-for'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import type { AskedChange } from '@/lib/client/queries/impact'
import { useImpact } from '@/lib/client/use-impact'
import type { AskedStep } from './asked-step'
import { SkippedStage } from './skipped-stage'
import type { StageActions } from './stage-actions'
import { StageConflict } from './stage-conflict'
import type { StagePlace } from './stage-place'
import { movedTo, seenAnew, skipIn } from './stage-situation'
import { directionOf, type StageStep } from './stage-steps'
import { questionText, stepMeans, stepText } from './stage-words'
import { useStageChange } from './use-stage-change'

function changeOf({ scopeType, scopeId }: StagePlace, step: StageStep): AskedChange {
  if (scopeType === 'global') return { kind: 'set_stage', scopeType, stage: step.kind === 'set' ? step.stage : 'off' }
  const scope = { scopeType, scopeId: scopeId ?? '' }
  return step.kind === 'set' ? { kind: 'set_stage', ...scope, stage: step.stage } : { kind: 'clear_stage', ...scope }
}

/** Refusals that the dialog shows in words of its own. */
const SHOWN_APART = ['version_conflict', 'stage_skipped']

interface StageDialogProps {
  readonly asked: AskedStep
  readonly actions: StageActions
  readonly onClose: () => void
}

/** Asks about one change of a stage: what it does in numbers, and why it is made. */
export function StageDialog({ asked, actions, onClose }: StageDialogProps) {
  const [{ place, step }, setAsked] = useState<Pick<AskedStep, 'place' | 'step'>>(asked)
  const change = changeOf(place, step)
  const reading = useImpact(place.feature, change)
  const action = useStageChange(actions, onClose)
  const { failure } = action
  const direction = directionOf(place, step)
  const now = action.isBusy ? null : movedTo(place, reading, failure)
  const present = now === null ? place : seenAnew(place, now)
  // The way down ignores what was seen (decision.md, "Ladder"): it is never held up, only told. What was asked for as
  // another way is asked about anew.
  const isDown = direction === 'backward' && directionOf(present, step) === 'backward'
  const mustChoose = now !== null && !isDown
  const skip = skipIn(reading, failure)

  return (
    <ConfirmDialog
      title={questionText(place, step)}
      description={stepMeans(place, step)}
      action={stepText(place, step)}
      tone={direction === 'backward' ? 'danger' : 'primary'}
      reason={{
        label: 'Reason',
        need: direction === 'backward' ? 'required' : 'optional',
        hint: 'Kept in the audit trail.',
      }}
      disabledReason={
        mustChoose ? 'Choose first how to go on from here.' : waitingFor(reading, isDown ? 'taking-away' : 'patient')
      }
      isBusy={action.isBusy}
      refusal={failure !== null && SHOWN_APART.includes(failure.code) ? null : failure}
      opener={asked.opener}
      onConfirm={(reason) => void action.run({ place, step, reason })}
      onClose={onClose}
    >
      {now !== null && (
        <StageConflict
          now={now}
          place={present}
          seen={place}
          onGoOn={(next) => {
            action.forget()
            setAsked({ place: present, step: next })
          }}
        />
      )}
      {skip !== null && !mustChoose && <SkippedStage skip={skip} />}
      {!mustChoose && <ImpactPreview feature={place.feature} change={change} reading={reading} />}
    </ConfirmDialog>
  )
}
