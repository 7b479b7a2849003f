import { permit } from '@/lib/auth/permissions'
import type { Page } from '@/lib/contracts/api/page'
import type { ListProjectsQuery, ListSectionsQuery, ProjectItem, SectionItem } from '@/lib/contracts/api/place-reads'
import { keyAfter, pageOf } from './page'
import type { ReadContext } from './read-context'
import { type ResourceRow, readResources } from './resource-rows'
import { searchPattern } from './search-pattern'
import { sortTitle, titleKey, titleKeyOf } from './sort-key'

const projectOf = ({ sort: _sort, project: _project, ...item }: ResourceRow): ProjectItem => item
const sectionOf = ({ sort: _sort, ...item }: ResourceRow): SectionItem => item

// Of no filter nothing is left in the plan: the values are known when the statement is planned.
const WHICH = `
  WHERE ($1::text[] IS NULL OR r.title ILIKE ANY ($1) OR r.id LIKE $2) AND ($3::text IS NULL OR r.publisher_id = $3)
    AND ($4::text IS NULL OR (${sortTitle('r.title')}, r.id) > ($4, $5))`
const ORDER = `ORDER BY ${sortTitle('r.title')}, r.id LIMIT $6`

function valuesOf(query: ListProjectsQuery): unknown[] {
  const { anywhere, inFront } = searchPattern(query.q)
  const after = keyAfter(query, titleKey) ?? [null, null]
  return [anywhere, inFront, query.publisherId ?? null, ...after, query.limit + 1]
}

/** A page of projects by title. @throws ChangeError `forbidden`, `invalid_request` */
export async function listProjects(
  { pool, principal }: ReadContext,
  query: ListProjectsQuery,
): Promise<Page<ProjectItem>> {
  permit(principal, 'read_rollouts')
  const rows = await readResources(pool, 'project', WHICH + ORDER, valuesOf(query))
  return pageOf(rows, query, titleKeyOf, projectOf)
}

/** A page of sections by title. @throws ChangeError `forbidden`, `invalid_request` */
export async function listSections(
  { pool, principal }: ReadContext,
  { projectId, ...query }: ListSectionsQuery,
): Promise<Page<SectionItem>> {
  permit(principal, 'read_rollouts')
  const ofProject = 'AND ($7::text IS NULL OR r.base_project_id = $7) '
  const rows = await readResources(pool, 'section', WHICH + ofProject + ORDER, [...valuesOf(query), projectId ?? null])
  return pageOf(rows, query, titleKeyOf, sectionOf)
}
