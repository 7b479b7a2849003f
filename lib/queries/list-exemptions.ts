import { z } from 'zod'
import { permit } from '@/lib/auth/permissions'
import type { ExemptionRow, ListExemptionsQuery } from '@/lib/contracts/api/feature-reads'
import type { Page } from '@/lib/contracts/api/page'
import { readExemptions } from './exemption-rows'
import { findFeature } from './find-feature'
import { keyAfter, pageOf } from './page'
import type { ReadContext } from './read-context'
import { searchPattern } from './search-pattern'
import { keyText } from './sort-key'

/**
 * A page of a feature's exemptions by publisher id, expired ones marked.
 * @throws ChangeError `forbidden`, `feature_not_found`, `invalid_request`
 */
export async function listExemptions(
  { pool, principal }: ReadContext,
  feature: string,
  query: ListExemptionsQuery,
): Promise<Page<ExemptionRow>> {
  permit(principal, 'read_rollouts')
  const [after] = keyAfter(query, z.tuple([keyText])) ?? [null]
  const { anywhere, inFront } = searchPattern(query.q)
  await findFeature(pool, feature)
  const rows = await readExemptions(
    pool,
    `WHERE e.feature_name = $1 AND ($2::text IS NULL OR e.publisher_id > $2)
      AND ($3::text[] IS NULL OR p.name ILIKE ANY ($3) OR p.id LIKE $4) ORDER BY e.publisher_id LIMIT $5`,
    [feature, after, anywhere, inFront, query.limit + 1],
  )
  return pageOf(
    rows,
    query,
    ({ publisherId }) => [publisherId],
    (row) => row,
  )
}
