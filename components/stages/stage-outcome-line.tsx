'use client'

import { CircleCheck } from 'lucide-react'
import { StepButton } from './stage-buttons'
import { useStageOutcome } from './stage-outcomes'
import type { StagePlace } from './stage-place'

/** What came of the last change made here, next to its control, with the way back. */
export function StageOutcomeLine({ place }: { readonly place: StagePlace }) {
  const outcome = useStageOutcome(place)
  if (outcome === null) return null
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <p className="flex min-w-0 gap-2 text-allow">
        <CircleCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
        <span className="min-w-0 wrap-anywhere">{outcome.text}</span>
      </p>
      {outcome.undo !== null && (
        <p className="flex items-center gap-1 text-muted">
          Undo: <StepButton place={place} step={outcome.undo} look="quiet" size="compact" />
        </p>
      )}
    </div>
  )
}
