'use client'

import { ChevronDown } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Menu, MenuItem } from '@/components/ui/menu'
import { useMay } from '@/lib/client/visitor'
import { useAskStage } from './asked-step'
import type { StagePlace } from './stage-place'
import { canTurnOff, promotion, rollBacks, type StageStep } from './stage-steps'
import { stepText, subjectText } from './stage-words'

interface StepButtonProps {
  readonly place: StagePlace
  readonly step: StageStep
  readonly look?: 'primary' | 'plain' | 'danger' | 'quiet'
  readonly size?: 'regular' | 'compact'
}

/** A button that names where it leads; what it is about is heard after it. */
export function StepButton({ place, step, look = 'plain', size = 'regular' }: StepButtonProps) {
  const ask = useAskStage()
  return (
    <Button look={look} size={size} onClick={({ currentTarget }) => ask({ place, step, opener: currentTarget })}>
      <span>
        {stepText(place, step)}…<span className="sr-only"> {subjectText(place)}</span>
      </span>
    </Button>
  )
}

function RollBack({ place }: { readonly place: StagePlace }) {
  const ask = useAskStage()
  const stages = rollBacks(place)
  const [only] = stages
  if (only === undefined) return null
  if (stages.length === 1) return <StepButton place={place} step={{ kind: 'set', stage: only }} />
  const trigger = (
    <Button>
      <span>
        Roll back to…<span className="sr-only"> {subjectText(place)}</span>
      </span>
      <ChevronDown aria-hidden="true" className="size-4" />
    </Button>
  )
  return (
    <Menu trigger={trigger} align="start">
      {stages.map((stage) => (
        <MenuItem key={stage} onSelect={(opener) => ask({ place, step: { kind: 'set', stage }, opener })}>
          {stepText(place, { kind: 'set', stage })}…
        </MenuItem>
      ))}
    </Menu>
  )
}

/** What may be done to a global stage, each button named for its target; turning off stands apart. */
export function StageButtons({ place }: { readonly place: StagePlace }) {
  const mayChange = useMay('change_rollouts')
  const next = promotion(place)
  if (!mayChange) return <p className="text-12 text-muted">Only system admins change stages.</p>
  return (
    <div className="flex flex-wrap items-center gap-2">
      {next !== null && <StepButton place={place} step={next} look="primary" />}
      <RollBack place={place} />
      {canTurnOff(place) && (
        <div className="@middle:ml-6">
          <StepButton place={place} step={{ kind: 'set', stage: 'off' }} look="danger" />
        </div>
      )}
    </div>
  )
}
