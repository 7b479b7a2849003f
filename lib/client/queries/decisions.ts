import { queryOptions } from '@tanstack/react-query'
import type { DecisionCounts, FeatureDecisions } from '@/lib/contracts/api/decision-counts'
import { consoleQuery } from './console-query'
import { untilAnswered } from './until-answered'

// Decisions are no changes: no event tells of them.
const REFETCH_MS = 60_000

/** The decisions of the last hour, by feature. */
export const decisionCountsQuery = queryOptions({
  ...consoleQuery<DecisionCounts>('decisions', '/decision-counts'),
  refetchInterval: (query) => untilAnswered(query) || REFETCH_MS,
})

/** A feature's decisions of the last hour, by minute. */
export const featureDecisionsQuery = (feature: string) =>
  queryOptions({
    ...consoleQuery<FeatureDecisions>('decisions', `/features/${encodeURIComponent(feature)}/decisions`),
    refetchInterval: (query) => untilAnswered(query) || REFETCH_MS,
  })
