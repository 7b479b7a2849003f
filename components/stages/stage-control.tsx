'use client'

import { StageButtons } from './stage-buttons'
import { StageLadder } from './stage-ladder'
import { StageOutcomeLine } from './stage-outcome-line'
import { originOf, type StagePlace } from './stage-place'

/** A feature's global stage: where it stands, what may be done, what came of it. */
export function StageControl({ place }: { readonly place: StagePlace }) {
  return (
    <div data-focus-home className="grid min-w-0 gap-3">
      <StageLadder stage={originOf(place)} label={`Global stage of ${place.feature}`} />
      <StageButtons place={place} />
      <StageOutcomeLine place={place} />
    </div>
  )
}
