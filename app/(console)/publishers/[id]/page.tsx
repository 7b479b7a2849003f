import type { Metadata } from 'next'
import { PublisherExemptions } from '@/components/exemptions/publisher-exemptions'
import { Publisher } from '@/components/places/publisher'
import { publisherQuery } from '@/lib/client/queries/places'
import { findInDirectory } from '@/lib/queries/find-in-directory'
import { getPublisher } from '@/lib/queries/get-publisher'
import { ConsolePage, prefetched } from '../../console-page'
import { removeExemptionAction, setExemptionAction } from '../../exemptions/actions'
import { idOf, type OneOf } from '../../one-of'
import { titleOf } from '../../title-of'

export async function generateMetadata({ params }: OneOf): Promise<Metadata> {
  const id = await idOf(params)
  return titleOf('Publisher', async ({ pool }) => {
    const { name } = await findInDirectory(pool, { kind: 'publisher', id })
    return `${name} · Publisher`
  })
}

export default async function OnePublisher({ params }: OneOf) {
  const id = await idOf(params)
  const actions = { set: setExemptionAction, remove: removeExemptionAction }
  return (
    <ConsolePage
      permission="read_rollouts"
      about={({ pool }) => findInDirectory(pool, { kind: 'publisher', id })}
      prefetch={[prefetched(publisherQuery(id), (context) => getPublisher(context, id))]}
    >
      <Publisher id={id} exemptions={<PublisherExemptions id={id} actions={actions} />} />
    </ConsolePage>
  )
}
