'use client'

import { useQuery } from '@tanstack/react-query'
import { projectQuery, publisherQuery } from '@/lib/client/queries/places'
import { NarrowedTo } from './narrowed-to'
import type { ListAddress } from './use-list-address'

interface NarrowedPlacesProps {
  readonly address: ListAddress
}

function OfPublisher({ address, id }: NarrowedPlacesProps & { readonly id: string }) {
  const { data } = useQuery(publisherQuery(id))
  return <NarrowedTo of="of publisher" name={data?.name ?? id} onWiden={() => address.narrow({ publisherId: '' })} />
}

function OfProject({ address, id }: NarrowedPlacesProps & { readonly id: string }) {
  const { data } = useQuery(projectQuery(id))
  return <NarrowedTo of="of project" name={data?.title ?? id} onWiden={() => address.narrow({ projectId: '' })} />
}

/** Whose projects or sections a list shows, where it does not show all. */
export function NarrowedPlaces({ address }: NarrowedPlacesProps) {
  const { publisherId, projectId } = address.filter
  return (
    <>
      {publisherId !== undefined && <OfPublisher address={address} id={publisherId} />}
      {projectId !== undefined && <OfProject address={address} id={projectId} />}
    </>
  )
}
