'use client'

import { StageButtons } from './stage-buttons'
import { StageLadder } from './stage-ladder'
import { StageOutcomeLine } from './stage-outcome-line'
import { originOf, type StagePlace } from './stage-place'
import { StageSource, type StageStanding } from './stage-source'
import { subjectText } from './stage-words'

interface StageControlProps {
  readonly place: StagePlace
  /** Of a project or a section: what is in force there and why. */
  readonly standing?: StageStanding
  readonly size?: 'regular' | 'compact'
  readonly forward?: 'primary' | 'plain'
}

/** The stage of a place: where it stands, where that comes from, what may be done, what came of it. */
export function StageControl({ place, standing, size, forward }: StageControlProps) {
  const label = place.scopeType === 'global' ? `Global stage of ${place.feature}` : `Stage of ${subjectText(place)}`
  return (
    <div data-focus-home className="grid min-w-0 gap-3">
      <StageLadder stage={standing?.effective.stage ?? originOf(place)} label={label} />
      {standing !== undefined && <StageSource standing={standing} />}
      <StageButtons place={place} size={size ?? 'regular'} forward={forward ?? 'plain'} />
      <StageOutcomeLine place={place} />
    </div>
  )
}
