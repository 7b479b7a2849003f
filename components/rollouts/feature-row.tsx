import Link from 'next/link'
import { StageLadder } from '@/components/stages/stage-ladder'
import { StageMenu } from '@/components/stages/stage-menu'
import { StageOutcomeLine } from '@/components/stages/stage-outcome-line'
import { globalPlace, type StagePlace } from '@/components/stages/stage-place'
import { RelativeTime } from '@/components/ui/relative-time'
import { counted } from '@/lib/client/decision-words'
import type { FeatureSummary } from '@/lib/contracts/api/feature-reads'
import { BreakableName } from './breakable-name'
import { CONTEXTS, exemptionsText, MODES, optedInText, shareText } from './feature-words'
import { ROW } from './row-layout'

interface FeatureRowProps {
  readonly feature: FeatureSummary
  readonly decisions: number
  readonly share: number
}

/** The global stage as a place of the stage control; null in mode scoped only, which has none. */
export function placeOf({ name, stage, stageVersion }: FeatureSummary): StagePlace | null {
  if (stage === null) return null
  return globalPlace(name, stageVersion === null ? null : { stage, version: stageVersion })
}

function LastChange({ change }: { readonly change: FeatureSummary['lastChange'] }) {
  if (change === null) return null
  return (
    <p>
      Changed <RelativeTime at={change.at} /> by <bdi>{change.by.name ?? 'somebody'}</bdi>
    </p>
  )
}

function Facts({ feature }: { readonly feature: FeatureSummary }) {
  const exemptions = exemptionsText(feature)
  const { ownStages } = feature
  const facts = [
    `${MODES[feature.rolloutMode]}, ${CONTEXTS[feature.contexts].toLowerCase()}`,
    optedInText(feature),
    ...(ownStages > 0 ? [`${counted(ownStages, 'own stage')}`] : []),
    ...(exemptions === null ? [] : [exemptions]),
  ]
  return <p>{facts.join(' · ')}</p>
}

function Decisions({ decisions, share }: Omit<FeatureRowProps, 'feature'>) {
  return (
    <p className="text-12 text-muted @wide:text-right">
      <span className="text-14 text-text">{counted(decisions, 'decision')}</span>{' '}
      <span className="@wide:block">
        {decisions === 0 ? 'in the last hour' : `last hour, ${shareText(share)} allowed`}
      </span>
    </p>
  )
}

/** One feature on the board. */
export function FeatureRow({ feature, decisions, share }: FeatureRowProps) {
  const place = placeOf(feature)
  return (
    <li
      data-focus-home
      className={`${ROW} border-hairline @wide:[contain-intrinsic-size:auto_6.5rem] @wide:[content-visibility:auto] not-first:border-t`}
    >
      <div className="grid min-w-0 gap-1">
        <h2 className="font-semibold wrap-anywhere">
          <Link
            href={`/features/${encodeURIComponent(feature.name)}`}
            prefetch={false}
            className="inline-block min-h-6 rounded-small underline-offset-4 hover:underline"
          >
            <BreakableName name={feature.name} />
          </Link>
        </h2>
        <p dir="auto" className="line-clamp-2 text-muted wrap-anywhere">
          {feature.description}
        </p>
        <div className="text-12 text-muted wrap-anywhere">
          <Facts feature={feature} />
          <LastChange change={feature.lastChange} />
        </div>
      </div>
      <Decisions decisions={decisions} share={share} />
      {feature.stage === null ? (
        <p className="text-muted">Open to everybody where it is opted in</p>
      ) : (
        <div className="min-w-0">
          <StageLadder stage={feature.stage} label={`Global stage of ${feature.name}`} />
          {!feature.isStageSet && <p className="mt-1 text-12 text-muted">Nobody ever set a stage</p>}
        </div>
      )}
      {place !== null && (
        <>
          <div className="@wide:justify-self-end">
            <StageMenu place={place} />
          </div>
          <div className="@wide:col-span-full empty:hidden">
            <StageOutcomeLine place={place} />
          </div>
        </>
      )}
    </li>
  )
}
