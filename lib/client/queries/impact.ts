import { queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import type { ImpactAnswer, impactChange } from '@/lib/contracts/api/impact'
import { RequestError } from '../fetch-json'
import { serverEvents } from '../server-events'

/** A change not yet made. */
export type AskedChange = z.input<typeof impactChange>

/** How far the counting has come, in actors of the directory. */
export interface ImpactProgress {
  readonly judged: number
  readonly total: number
}

const impactPath = (feature: string) => `/api/console/features/${encodeURIComponent(feature)}/impact`

async function post(path: string, body: unknown, accept: string, signal?: AbortSignal): Promise<Response> {
  const headers = { 'Content-Type': 'application/json', Accept: accept }
  const asked = { method: 'POST', headers, body: JSON.stringify(body), ...(signal && { signal }) }
  const response = await fetch(path, asked).catch((error: unknown) => {
    if (signal?.aborted) throw error
    throw new RequestError(null, 'Aviary can’t be reached.')
  })
  if (response.ok) return response
  const { detail = 'The answer could not be read.', code } = await response.json().catch(() => ({}))
  throw new RequestError(response.status, detail, { code })
}

async function readImpact(
  feature: string,
  change: AskedChange,
  onProgress: (progress: ImpactProgress) => void,
  signal: AbortSignal,
): Promise<ImpactAnswer> {
  const response = await post(impactPath(feature), change, 'text/event-stream', signal)
  for await (const { event, data } of serverEvents(response)) {
    if (event === 'progress') onProgress(JSON.parse(data))
    if (event === 'result') return JSON.parse(data)
    if (event === 'failed') break
  }
  throw new RequestError(response.status, 'The counting broke off.', { code: 'internal' })
}

/** The impact of a change; leaving the query ends the counting on the server. */
export const impactQuery = (
  feature: string,
  change: AskedChange,
  onProgress: (progress: ImpactProgress) => void = () => {},
) =>
  queryOptions({
    queryKey: ['impact', feature, change],
    queryFn: ({ signal }) => readImpact(feature, change, onProgress, signal),
    gcTime: 0,
    retry: false,
  })

/** Everybody concerned by a change, as CSV. @throws RequestError */
export async function impactCsv(feature: string, change: AskedChange): Promise<Blob> {
  return (await post(impactPath(feature), change, 'text/csv')).blob()
}
