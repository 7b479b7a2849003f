import type { Metadata } from 'next'
import { Board } from '@/components/rollouts/board'
import { featuresQuery } from '@/lib/client/queries/features'
import { featureBoard } from '@/lib/queries/feature-board'
import { ConsolePage, prefetched } from './console-page'

export const metadata: Metadata = { title: 'Rollouts' }

export default function RolloutsPage() {
  return (
    <ConsolePage permission="read_rollouts" prefetch={[prefetched(featuresQuery, (context) => featureBoard(context))]}>
      <Board />
    </ConsolePage>
  )
}
