import { queryOptions } from '@tanstack/react-query'
import type { AuditEntry } from '@/lib/contracts/api/audit'
import type { FeatureBoard, FeatureDetails } from '@/lib/contracts/api/feature-reads'
import type { PlaceOfFeature } from '@/lib/contracts/api/place-reads'
import { fetchJson } from '../fetch-json'
import { consolePages, consoleQuery } from './console-query'
import { untilAnswered } from './until-answered'

/** The board of features. */
export const featuresQuery = queryOptions({
  queryKey: ['features', '/board'],
  queryFn: ({ signal }) => fetchJson<FeatureBoard>('/api/console/board', signal),
  refetchInterval: untilAnswered,
})

/** A feature, archived or not, with its own rollouts and its exemptions. */
export const featureQuery = (name: string) =>
  consoleQuery<FeatureDetails>('features', `/features/${encodeURIComponent(name)}`)

export interface PlacesAsked {
  readonly q: string
  readonly show: 'opted_in' | 'own_stage'
}

/** The projects and sections of a feature. */
export const featurePlacesQuery = (name: string, { q, show }: PlacesAsked) =>
  consolePages<PlaceOfFeature>('places', `/features/${encodeURIComponent(name)}/places`, { q, show, limit: 20 })

/** A feature's last changes. */
export const featureHistoryQuery = (name: string) =>
  consolePages<AuditEntry>('audit', '/audit', { feature: name, limit: 10 })
