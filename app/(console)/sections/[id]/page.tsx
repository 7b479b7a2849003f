import type { Metadata } from 'next'
import { SectionPage } from '@/components/places/section-page'
import { sectionQuery } from '@/lib/client/queries/places'
import { findInDirectory } from '@/lib/queries/find-in-directory'
import { getSection } from '@/lib/queries/get-resource'
import { ConsolePage, prefetched } from '../../console-page'
import { idOf, type OneOf } from '../../one-of'
import { optInAction, optOutAction } from '../../scopes/actions'
import { titleOf } from '../../title-of'

export async function generateMetadata({ params }: OneOf): Promise<Metadata> {
  const id = await idOf(params)
  return titleOf('Section', async ({ pool }) => {
    const { title } = await findInDirectory(pool, { kind: 'section', id })
    return `${title} · Section`
  })
}

export default async function OneSection({ params }: OneOf) {
  const id = await idOf(params)
  return (
    <ConsolePage
      permission="read_rollouts"
      about={({ pool }) => findInDirectory(pool, { kind: 'section', id })}
      prefetch={[prefetched(sectionQuery(id), (context) => getSection(context, id))]}
    >
      <SectionPage id={id} actions={{ optIn: optInAction, optOut: optOutAction }} />
    </ConsolePage>
  )
}
