import { Button } from '@/components/ui/button'
import type { FeatureSummary } from '@/lib/contracts/feature-summary'
import type { Asked } from './ask-dialog'
import { Counts } from './counts'
import { ROW } from './row-layout'
import { StageLadder } from './stage-ladder'

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

interface FeatureRowProps {
  readonly feature: FeatureSummary
  readonly onAsk: (asked: Asked) => void
}

/** One feature on the board. */
export function FeatureRow({ feature, onAsk }: FeatureRowProps) {
  return (
    <li
      className={`${ROW} wide:[contain-intrinsic-size:auto_6rem] wide:[content-visibility:auto] border-hairline not-first:border-t px-4 py-3 middle:px-6`}
    >
      <div className="min-w-0">
        <h2 className="text-14 font-semibold wrap-anywhere">{feature.name}</h2>
        <p className="text-muted wrap-anywhere" dir="auto">
          {feature.description}
        </p>
        <p className="mt-1 text-12 text-muted">
          {MODES[feature.mode]} · {CONTEXTS[feature.contexts]}
        </p>
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
