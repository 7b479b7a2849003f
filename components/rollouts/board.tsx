'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { featuresQuery } from '@/lib/client/features-query'
import type { FeatureSummary } from '@/lib/contracts/api/feature-reads'
import { AskDialog, type Asked } from './ask-dialog'
import { BoardSkeleton } from './board-skeleton'
import { BoardTrouble } from './board-trouble'
import { FeatureList } from './feature-list'
import { NoFeatures } from './no-features'
import { PageHeading } from './page-heading'

const none: readonly FeatureSummary[] = []

/** Every feature and its global stage, kept up to date. */
export function Board() {
  const { data, error, dataUpdatedAt, refetch } = useQuery(featuresQuery)
  const [asked, setAsked] = useState<Asked | null>(null)
  const features = data?.features ?? none
  const [first] = features
  return (
    <>
      <PageHeading count={data?.features.length}>
        {first !== undefined && (
          <Button look="primary" onClick={({ currentTarget }) => setAsked({ feature: first, opener: currentTarget })}>
            Ask for a decision…
          </Button>
        )}
      </PageHeading>
      <div aria-live="polite">
        {error !== null && <BoardTrouble error={error} shownAtMs={dataUpdatedAt} onRetry={() => void refetch()} />}
      </div>
      {data === undefined && error === null && <BoardSkeleton />}
      {data !== undefined && first === undefined && <NoFeatures />}
      {first !== undefined && <FeatureList features={features} onAsk={setAsked} />}
      {asked !== null && <AskDialog asked={asked} features={features} onClose={() => setAsked(null)} />}
    </>
  )
}
