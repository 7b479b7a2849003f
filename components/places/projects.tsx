'use client'

import { PageHeader } from '@/components/shell/page-header'
import { projectsQuery } from '@/lib/client/queries/places'
import { projectColumns } from './columns'
import { DirectoryList } from './directory-list'
import { NarrowedPlaces } from './narrowed-places'
import { NOUNS } from './place-words'
import { useListAddress } from './use-list-address'

const COLUMNS = projectColumns('all')

/** Every project, or those of a publisher. */
export function Projects() {
  const address = useListAddress()
  return (
    <>
      <PageHeader
        title="Projects"
        purpose="Where authors work: each opted in to features, and with a stage of its own where it needs one."
      />
      <DirectoryList
        noun={NOUNS.projects}
        address={address}
        query={projectsQuery(address.filter)}
        columns={COLUMNS}
        narrowed={<NarrowedPlaces address={address} />}
        whenEmpty="They come from the application that asks for decisions, by an import."
      />
    </>
  )
}
