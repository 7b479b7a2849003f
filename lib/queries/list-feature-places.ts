import { z } from 'zod'
import { permit } from '@/lib/auth/permissions'
import type { ListFeaturePlacesQuery } from '@/lib/contracts/api/feature-reads'
import type { Page } from '@/lib/contracts/api/page'
import type { PlaceOfFeature } from '@/lib/contracts/api/place-reads'
import { resourceType } from '@/lib/contracts/words'
import { findFeature } from './find-feature'
import { keyAfter, pageOf } from './page'
import type { ReadContext } from './read-context'
import { searchPattern } from './search-pattern'
import { keyText, sortTitle } from './sort-key'
import { readStandings, type StandingRow, standingOf } from './standings'

const KEY = z.tuple([resourceType, keyText, keyText])

// Where a row of either stands for a place that belongs to the list.
const TABLES = { opted_in: 'scoped_feature_flag_states', own_stage: 'scoped_feature_rollouts' } as const

const pairsIn = (table: string) => `
  SELECT * FROM (
    SELECT t.feature_name, 'project'::rollout_scope AS scope_type, r.id, r.title, ${sortTitle('r.title')} AS sort,
      r.id AS project_id, r.publisher_id
    FROM ${table} t JOIN projects r ON r.id = t.project_id
    UNION ALL
    SELECT t.feature_name, 'section', r.id, r.title, ${sortTitle('r.title')}, r.base_project_id, r.publisher_id
    FROM ${table} t JOIN sections r ON r.id = t.section_id
  ) AS listed
  WHERE feature_name = $1 AND ($2::rollout_scope IS NULL OR scope_type = $2)
    AND ($3::text[] IS NULL OR title ILIKE ANY ($3) OR id LIKE $4)
    AND ($5::rollout_scope IS NULL OR (scope_type, sort, id) > ($5, $6, $7))
  ORDER BY scope_type, sort, id LIMIT $8`

function placeOf(row: StandingRow): PlaceOfFeature {
  const { scopeType, scopeId, title, project, publisher } = row
  return { scopeType, scopeId, title, project: scopeType === 'section' ? project : null, publisher, ...standingOf(row) }
}

/**
 * A page of the places of a feature: projects first, each kind by title.
 * @throws ChangeError `forbidden`, `feature_not_found`, `invalid_request`
 */
export async function listFeaturePlaces(
  { pool, principal }: ReadContext,
  feature: string,
  query: ListFeaturePlacesQuery,
): Promise<Page<PlaceOfFeature>> {
  permit(principal, 'read_rollouts')
  const after = keyAfter(query, KEY) ?? [null, null, null]
  const { anywhere, inFront } = searchPattern(query.q)
  await findFeature(pool, feature)
  const values = [feature, query.scopeType ?? null, anywhere, inFront, ...after, query.limit + 1]
  const sql = { pairs: pairsIn(TABLES[query.show]), order: 'place.scope_type, place.sort, place.scope_id' }
  const rows = await readStandings(pool, sql, values)
  return pageOf(rows, query, (row) => [row.scopeType, row.sort, row.scopeId], placeOf)
}
