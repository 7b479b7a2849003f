'use client'

import { useQuery } from '@tanstack/react-query'
import { featuresQuery } from '@/lib/client/features-query'
import { AskDialog } from './ask-dialog'
import { BoardHeading } from './board-heading'
import { BoardSkeleton } from './board-skeleton'
import { BoardTrouble } from './board-trouble'
import { FeatureRow } from './feature-row'
import { NoFeatures } from './no-features'
import { PageHeading } from './page-heading'

/** Every feature and its global stage, kept up to date. */
export function Board() {
  const { data, error, dataUpdatedAt, refetch } = useQuery(featuresQuery)
  const names = data?.features.map(({ name }) => name) ?? []
  const [first] = data?.features ?? []
  return (
    <>
      <PageHeading count={data?.features.length}>
        {first !== undefined && (
          <AskDialog look="primary" features={names} feature={first.name} contexts={first.contexts}>
            Ask for a decision…
          </AskDialog>
        )}
      </PageHeading>
      <div aria-live="polite">
        {error !== null && <BoardTrouble error={error} shownAtMs={dataUpdatedAt} onRetry={() => void refetch()} />}
      </div>
      {data === undefined && error === null && <BoardSkeleton />}
      {data?.features.length === 0 && <NoFeatures />}
      {data !== undefined && data.features.length > 0 && (
        <div className="rounded-medium border border-hairline bg-surface">
          <BoardHeading />
          <ul aria-label="Features">
            {data.features.map((feature) => (
              <FeatureRow key={feature.name} feature={feature} features={names} />
            ))}
          </ul>
        </div>
      )}
    </>
  )
}
