import { queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import type { readyAnswer } from '@/lib/contracts/health'
import { fetchJson } from '../fetch-json'

export type Readiness = z.infer<typeof readyAnswer>

const REFETCH_MS = 5000
const NOT_READY = 503

/** Whether Aviary is ready, and the revision that it serves. */
export const readyQuery = queryOptions({
  queryKey: ['ready'],
  queryFn: ({ signal }) => fetchJson<Readiness>('/api/health/ready', signal, [NOT_READY]),
  refetchInterval: REFETCH_MS,
})
