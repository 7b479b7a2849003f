'use client'

import { PageHeader } from '@/components/shell/page-header'
import { publishersQuery } from '@/lib/client/queries/places'
import { PUBLISHER_COLUMNS } from './columns'
import { DirectoryList } from './directory-list'
import { NOUNS } from './place-words'
import { useListAddress } from './use-list-address'

/** Every publisher. */
export function Publishers() {
  const address = useListAddress()
  return (
    <>
      <PageHeader
        title="Publishers"
        purpose="Who owns projects and sections, and may be exempted from a feature’s stage."
      />
      <DirectoryList
        noun={NOUNS.publishers}
        address={address}
        query={publishersQuery(address.filter)}
        columns={PUBLISHER_COLUMNS}
        whenEmpty="They come from the application that asks for decisions, by an import."
      />
    </>
  )
}
