import { StageLadder } from '@/components/stages/stage-ladder'
import { StageMenu } from '@/components/stages/stage-menu'
import { StageOutcomeLine } from '@/components/stages/stage-outcome-line'
import { StageSource } from '@/components/stages/stage-source'
import { stageLabel, subjectText } from '@/components/stages/stage-words'
import type { FeatureAtPlace } from '@/lib/contracts/api/place-reads'
import type { Resource } from './resource'

interface StageHereProps {
  readonly feature: FeatureAtPlace
  readonly resource: Resource
}

function fromText({ source }: FeatureAtPlace['inherited']): string {
  if (source === null || source.scopeType === 'default') return 'because nobody ever set a stage'
  return source.scopeType === 'global'
    ? 'from the global stage'
    : `from ${source.scopeType} ${source.title ?? source.scopeId}`
}

/** The stage of a feature at a project or a section: own or inherited, from where, and what may be done about it. */
export function StageHere({ feature, resource: { scopeType, scopeId, title } }: StageHereProps) {
  const { name, rolloutMode, isOptedIn, own, inherited, isShadowed } = feature
  if (rolloutMode === 'scoped_only')
    return <p className="text-muted">It has no stages: once opted in, everybody has it here.</p>
  const place = { feature: name, scopeType, scopeId, title, own, inherited: inherited.stage }
  return (
    <div data-focus-home className="grid min-w-0 content-start gap-2">
      <div className="flex min-w-0 flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="w-60">
          <StageLadder stage={feature.effective.stage} label={`Stage of ${subjectText(place)}`} />
        </div>
        <StageMenu place={place} />
      </div>
      {!isOptedIn && <p className="text-12 text-muted">Not opted in: nobody sees it here.</p>}
      <StageSource standing={feature} />
      {own !== null && !isShadowed && (
        <p className="text-12 text-muted wrap-anywhere">
          Without its own stage it would be at {stageLabel(inherited.stage)}, {fromText(inherited)}.
        </p>
      )}
      <StageOutcomeLine place={place} />
    </div>
  )
}
