import { queryOptions } from '@tanstack/react-query'
import type { FeatureBoard } from '@/lib/contracts/api/feature-reads'
import { fetchJson } from '../fetch-json'

/** The board of features. */
export const featuresQuery = queryOptions({
  queryKey: ['features', '/board'],
  queryFn: ({ signal }) => fetchJson<FeatureBoard>('/api/console/board', signal),
})
