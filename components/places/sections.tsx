'use client'

import { PageHeader } from '@/components/shell/page-header'
import { sectionsQuery } from '@/lib/client/queries/places'
import { sectionColumns } from './columns'
import { DirectoryList } from './directory-list'
import { NarrowedPlaces } from './narrowed-places'
import { NOUNS } from './place-words'
import { useListAddress } from './use-list-address'

const COLUMNS = sectionColumns('all')

/** Every section, or those of a publisher or a project. */
export function Sections() {
  const address = useListAddress()
  return (
    <>
      <PageHeader
        title="Sections"
        purpose="Where users learn: each opted in to features, and led by its project’s stage before its own."
      />
      <DirectoryList
        noun={NOUNS.sections}
        address={address}
        query={sectionsQuery(address.filter)}
        columns={COLUMNS}
        narrowed={<NarrowedPlaces address={address} />}
        whenEmpty="They come from the application that asks for decisions, by an import."
      />
    </>
  )
}
