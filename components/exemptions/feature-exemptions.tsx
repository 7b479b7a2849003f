'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { QueryTrouble } from '@/components/shell/query-trouble'
import { Button } from '@/components/ui/button'
import { SkeletonRows } from '@/components/ui/skeleton'
import { featureExemptionsQuery } from '@/lib/client/queries/exemptions'
import type { ExemptionActions } from './exemption-actions'
import { ExemptionSection } from './exemption-section'

interface FeatureExemptionsProps {
  readonly feature: string
  readonly actions: ExemptionActions
}

/** The exemptions from a feature: for a feature's page, which gives the actions of app/(console)/exemption-actions. */
export function FeatureExemptions({ feature, actions }: FeatureExemptionsProps) {
  const query = useInfiniteQuery(featureExemptionsQuery(feature))
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const before = (
    <>
      <QueryTrouble query={query} what="The exemptions" />
      {data === undefined && error === null && <SkeletonRows label="Reading the exemptions …" rows={3} />}
    </>
  )
  const more = hasNextPage && (
    <Button className="justify-self-start" isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
      Show more exemptions
    </Button>
  )
  return (
    <ExemptionSection
      common="feature"
      start={{ feature, publisher: null }}
      description="Publishers for whom the stage does not count."
      rows={data?.pages.flatMap(({ items }) => items)}
      actions={actions}
      before={before}
      after={more}
    />
  )
}
