'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { PageHeader } from '@/components/shell/page-header'
import { QueryTrouble } from '@/components/shell/query-trouble'
import { Button } from '@/components/ui/button'
import { featuresQuery } from '@/lib/client/queries/features'
import type { FeatureSummary } from '@/lib/contracts/api/feature-reads'
import { AskDialog, type Asked } from './ask-dialog'
import { BoardSkeleton } from './board-skeleton'
import { FeatureList } from './feature-list'
import { NoFeatures } from './no-features'

const none: readonly FeatureSummary[] = []

function purposeOf(count: number | undefined): string {
  if (count === undefined || count === 0) return 'Every feature and how far it has come.'
  return `${count.toLocaleString('en')} ${count === 1 ? 'feature' : 'features'}, and how far each has come.`
}

/** Every feature and its global stage, kept up to date. */
export function Board() {
  const query = useQuery(featuresQuery)
  const { data, error } = query
  const [asked, setAsked] = useState<Asked | null>(null)
  const features = data?.features ?? none
  const [first] = features
  return (
    <>
      <PageHeader
        title="Rollouts"
        purpose={purposeOf(data?.features.length)}
        action={
          first !== undefined && (
            <Button look="primary" onClick={({ currentTarget }) => setAsked({ feature: first, opener: currentTarget })}>
              Ask for a decision…
            </Button>
          )
        }
      />
      <div className="grid gap-4">
        <QueryTrouble query={query} what="The features" />
        {data === undefined && error === null && <BoardSkeleton />}
        {data !== undefined && first === undefined && <NoFeatures />}
        {first !== undefined && <FeatureList features={features} onAsk={setAsked} />}
      </div>
      {asked !== null && <AskDialog asked={asked} features={features} onClose={() => setAsked(null)} />}
    </>
  )
}
