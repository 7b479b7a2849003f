import type { Metadata } from 'next'
import { Project } from '@/components/places/project'
import { projectQuery } from '@/lib/client/queries/places'
import { findInDirectory } from '@/lib/queries/find-in-directory'
import { getProject } from '@/lib/queries/get-resource'
import { ConsolePage, prefetched } from '../../console-page'
import { idOf, type OneOf } from '../../one-of'
import { optInAction, optOutAction } from '../../scopes/actions'
import { titleOf } from '../../title-of'

export async function generateMetadata({ params }: OneOf): Promise<Metadata> {
  const id = await idOf(params)
  return titleOf('Project', async ({ pool }) => {
    const { title } = await findInDirectory(pool, { kind: 'project', id })
    return `${title} · Project`
  })
}

export default async function OneProject({ params }: OneOf) {
  const id = await idOf(params)
  return (
    <ConsolePage
      permission="read_rollouts"
      about={({ pool }) => findInDirectory(pool, { kind: 'project', id })}
      prefetch={[prefetched(projectQuery(id), (context) => getProject(context, id))]}
    >
      <Project id={id} actions={{ optIn: optInAction, optOut: optOutAction }} />
    </ConsolePage>
  )
}
