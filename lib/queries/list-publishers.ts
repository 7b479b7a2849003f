import { permit } from '@/lib/auth/permissions'
import type { Page } from '@/lib/contracts/api/page'
import type { ListPublishersQuery, PublisherItem } from '@/lib/contracts/api/place-reads'
import { keyAfter, pageOf } from './page'
import type { ReadContext } from './read-context'
import { searchPattern } from './search-pattern'
import { sortTitle, titleKey, titleKeyOf } from './sort-key'

type Row = PublisherItem & { readonly sort: string }

/** A page of publishers by name. @throws ChangeError `forbidden`, `invalid_request` */
export async function listPublishers(
  { pool, principal }: ReadContext,
  query: ListPublishersQuery,
): Promise<Page<PublisherItem>> {
  permit(principal, 'read_rollouts')
  const { anywhere, inFront } = searchPattern(query.q)
  const after = keyAfter(query, titleKey) ?? [null, null]
  const { rows } = await pool.query<Row>(
    `SELECT id, name, ${sortTitle('name')} AS sort FROM publishers
     WHERE ($1::text[] IS NULL OR name ILIKE ANY ($1) OR id LIKE $2)
       AND ($3::text IS NULL OR (${sortTitle('name')}, id) > ($3, $4))
     ORDER BY ${sortTitle('name')}, id LIMIT $5`,
    [anywhere, inFront, ...after, query.limit + 1],
  )
  return pageOf(rows, query, titleKeyOf, ({ id, name }) => ({ id, name }))
}
