import { StageLadder } from '@/components/stages/stage-ladder'
import { Button } from '@/components/ui/button'
import type { FeatureSummary } from '@/lib/contracts/api/feature-reads'
import type { Asked } from './ask-dialog'
import { Counts } from './counts'
import { ROW } from './row-layout'

const MODES = { canary: 'Canary', scoped_only: 'Scoped only' } as const
const CONTEXTS = { authoring: 'Authoring', delivery: 'Delivery', both: 'Authoring and delivery' } as const

function GlobalStage({ feature }: { readonly feature: FeatureSummary }) {
  if (feature.stage === null) return <p className="text-muted">Everybody, wherever it is opted in</p>
  return (
    <div>
      <StageLadder stage={feature.stage} label={`Global stage of ${feature.name}`} />
      {!feature.isStageSet && <p className="mt-1 text-12 text-muted">Off because no stage was ever set</p>}
    </div>
  )
}

function LastChange({ change }: { readonly change: FeatureSummary['lastChange'] }) {
  if (change === null) return null
  const { at, by } = change
  return (
    <p className="mt-1 text-12 text-muted wrap-anywhere">
      Changed <time dateTime={at}>{`${at.slice(0, 10)}, ${at.slice(11, 16)} UTC`}</time> by{' '}
      <bdi>{by.name ?? by.id ?? 'somebody'}</bdi>
    </p>
  )
}

interface FeatureRowProps {
  readonly feature: FeatureSummary
  readonly onAsk: (asked: Asked) => void
}

/** One feature on the board. */
export function FeatureRow({ feature, onAsk }: FeatureRowProps) {
  return (
    <li
      className={`${ROW} @wide:[contain-intrinsic-size:auto_6rem] @wide:[content-visibility:auto] border-hairline not-first:border-t px-4 py-3 middle:px-6`}
    >
      <div className="min-w-0">
        <h2 className="text-14 font-semibold wrap-anywhere">{feature.name}</h2>
        <p className="text-muted wrap-anywhere" dir="auto">
          {feature.description}
        </p>
        <p className="mt-1 text-12 text-muted">
          {MODES[feature.rolloutMode]} · {CONTEXTS[feature.contexts]}
        </p>
        <LastChange change={feature.lastChange} />
      </div>
      <GlobalStage feature={feature} />
      <Counts feature={feature} />
      <Button
        look="quiet"
        className="justify-self-start"
        onClick={({ currentTarget }) => onAsk({ feature, opener: currentTarget })}
      >
        <span>
          Ask<span className="sr-only"> for a decision about {feature.name}</span>…
        </span>
      </Button>
    </li>
  )
}
