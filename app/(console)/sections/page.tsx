import type { Metadata } from 'next'
import { Sections } from '@/components/places/sections'
import { sectionsQuery } from '@/lib/client/queries/places'
import { listSections } from '@/lib/queries/list-resources'
import { ConsolePage, prefetched } from '../console-page'
import { listFilter, listQuery, type SearchParams } from '../list-query'

export const metadata: Metadata = { title: 'Sections' }

export default async function SectionsPage({ searchParams }: { readonly searchParams: SearchParams }) {
  const filter = await listFilter(searchParams)
  return (
    <ConsolePage
      permission="read_rollouts"
      prefetch={[prefetched(sectionsQuery(filter), (context) => listSections(context, listQuery(filter)))]}
    >
      <Sections />
    </ConsolePage>
  )
}
