import { memo } from 'react'
import type { FeatureSummary } from '@/lib/contracts/api/feature-reads'
import type { Asked } from './ask-dialog'
import { BoardHeading } from './board-heading'
import { FeatureRow } from './feature-row'

interface FeatureListProps {
  readonly features: readonly FeatureSummary[]
  readonly onAsk: (asked: Asked) => void
}

// A refetch keeps what did not change: with `memo`, only rows that did are rendered again.
const Row = memo(FeatureRow)

export const FeatureList = memo(({ features, onAsk }: FeatureListProps) => (
  <div className="rounded-large border border-hairline bg-surface">
    <BoardHeading />
    <ul aria-label="Features">
      {features.map((feature) => (
        <Row key={feature.name} feature={feature} onAsk={onAsk} />
      ))}
    </ul>
  </div>
))
