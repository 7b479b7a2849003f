import type { Metadata } from 'next'
import { Publishers } from '@/components/places/publishers'
import { publishersQuery } from '@/lib/client/queries/places'
import { listPublishers } from '@/lib/queries/list-publishers'
import { ConsolePage, prefetched } from '../console-page'
import { listFilter, listQuery, type SearchParams } from '../list-query'

export const metadata: Metadata = { title: 'Publishers' }

export default async function PublishersPage({ searchParams }: { readonly searchParams: SearchParams }) {
  const filter = await listFilter(searchParams)
  return (
    <ConsolePage
      permission="read_rollouts"
      prefetch={[prefetched(publishersQuery(filter), (context) => listPublishers(context, listQuery(filter)))]}
    >
      <Publishers />
    </ConsolePage>
  )
}
