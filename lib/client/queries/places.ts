import type { Page } from '@/lib/contracts/api/page'
import type {
  ProjectDetails,
  ProjectItem,
  PublisherItem,
  SectionDetails,
  SectionItem,
} from '@/lib/contracts/api/place-reads'
import type { PublisherDetails } from '@/lib/contracts/api/publisher-reads'
import { consoleQuery } from './console-query'

/** What a list of the directory is narrowed to, and where in it one is. Absent: everything, from its beginning. */
export interface ListFilter {
  readonly q?: string | undefined
  readonly publisherId?: string | undefined
  readonly projectId?: string | undefined
  readonly cursor?: string | undefined
  readonly limit?: number
}

export const publishersQuery = ({ publisherId: _, projectId: __, ...filter }: ListFilter) =>
  consoleQuery<Page<PublisherItem>>('places', '/publishers', filter)

export const projectsQuery = ({ projectId: _, ...filter }: ListFilter) =>
  consoleQuery<Page<ProjectItem>>('places', '/projects', filter)

export const sectionsQuery = (filter: ListFilter) =>
  consoleQuery<Page<SectionItem>>('places', '/sections', { ...filter })

const at = (kind: string, id: string): `/${string}` => `/${kind}/${encodeURIComponent(id)}`

/** A publisher with its exemptions. */
export const publisherQuery = (id: string) => consoleQuery<PublisherDetails>('places', at('publishers', id))

/** A project, and how each feature stands there. */
export const projectQuery = (id: string) => consoleQuery<ProjectDetails>('places', at('projects', id))

/** A section, and how each feature stands there. */
export const sectionQuery = (id: string) => consoleQuery<SectionDetails>('places', at('sections', id))
