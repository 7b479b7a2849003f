import { queryOptions } from '@tanstack/react-query'
import type { FeatureBoard } from '@/lib/contracts/api/feature-reads'
import { fetchJson } from './fetch-json'

const REFETCH_MS = 5000

/** The board of features, kept up to date while somebody looks at it. */
export const featuresQuery = queryOptions({
  queryKey: ['features'],
  queryFn: ({ signal }) => fetchJson<FeatureBoard>('/api/console/board', signal),
  refetchInterval: REFETCH_MS,
})
