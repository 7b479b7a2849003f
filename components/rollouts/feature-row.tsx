import type { FeatureSummary } from '@/lib/contracts/feature-summary'
import { AskDialog } from './ask-dialog'
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
  readonly features: readonly string[]
}

/** One feature on the board. */
export function FeatureRow({ feature, features }: FeatureRowProps) {
  return (
    <li className={`${ROW} border-hairline not-first:border-t px-4 py-3 middle:px-6`}>
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
      <AskDialog look="quiet" features={features} feature={feature.name} contexts={feature.contexts}>
        <span>
          Ask<span className="sr-only"> for a decision about {feature.name}</span>…
        </span>
      </AskDialog>
    </li>
  )
}
