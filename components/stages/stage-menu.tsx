'use client'

import { Ellipsis } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu'
import { useMay } from '@/lib/client/visitor'
import { useAskStage } from './asked-step'
import { StepButton } from './stage-buttons'
import type { StagePlace } from './stage-place'
import { canTurnOff, ownership, promotion, rollBacks, type StageStep } from './stage-steps'
import { stepText, subjectText } from './stage-words'

function Other({ place }: { readonly place: StagePlace }) {
  const ask = useAskStage()
  const own = ownership(place)
  const back: readonly StageStep[] = rollBacks(place).map((stage) => ({ kind: 'set', stage }))
  const steps = own === null ? back : [...back, own]
  // The steps forward of a list stand one below the other.
  if (steps.length === 0 && !canTurnOff(place)) return <span className="@wide:w-8" />
  const off: StageStep = { kind: 'set', stage: 'off' }
  const trigger = (
    <Button size="icon" look="quiet" aria-label={`Other stages of ${subjectText(place)}`}>
      <Ellipsis aria-hidden="true" className="size-4" />
    </Button>
  )
  return (
    <Menu trigger={trigger}>
      {steps.map((step) => (
        <MenuItem key={stepText(place, step)} onSelect={(opener) => ask({ place, step, opener })}>
          {stepText(place, step)}…
        </MenuItem>
      ))}
      {steps.length > 0 && canTurnOff(place) && <MenuSeparator />}
      {canTurnOff(place) && (
        <MenuItem onSelect={(opener) => ask({ place, step: off, opener })}>{stepText(place, off)}…</MenuItem>
      )}
    </Menu>
  )
}

/** The same as `StageButtons` for a row of a list: the step forward, and the rest behind one button. */
export function StageMenu({ place }: { readonly place: StagePlace }) {
  const mayChange = useMay('change_rollouts')
  const next = promotion(place)
  if (!mayChange) return null
  return (
    <div data-focus-home className="flex items-center gap-1">
      {next !== null && <StepButton place={place} step={next} size="compact" />}
      <Other place={place} />
    </div>
  )
}
