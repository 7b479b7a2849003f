import type { Metadata } from 'next'
import { Board } from '@/components/rollouts/board'
import { BoardPlaceholder } from '@/components/rollouts/board-placeholder'
import { decisionCountsQuery } from '@/lib/client/queries/decisions'
import { featuresQuery } from '@/lib/client/queries/features'
import { decisionCounts } from '@/lib/queries/decision-counts'
import { featureBoard } from '@/lib/queries/feature-board'
import { ConsolePage, prefetched } from './console-page'
import { createFeatureAction } from './features/actions'

export const metadata: Metadata = { title: 'Rollouts' }

export default function RolloutsPage() {
  return (
    <ConsolePage
      permission="read_rollouts"
      placeholder={<BoardPlaceholder />}
      prefetch={[prefetched(featuresQuery, featureBoard), prefetched(decisionCountsQuery, decisionCounts)]}
    >
      <Board create={createFeatureAction} />
    </ConsolePage>
  )
}
