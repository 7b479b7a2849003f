import type { Metadata } from 'next'
import { Projects } from '@/components/places/projects'
import { projectsQuery } from '@/lib/client/queries/places'
import { listProjects } from '@/lib/queries/list-resources'
import { ConsolePage, prefetched } from '../console-page'
import { listFilter, listQuery, type SearchParams } from '../list-query'

export const metadata: Metadata = { title: 'Projects' }

export default async function ProjectsPage({ searchParams }: { readonly searchParams: SearchParams }) {
  const filter = await listFilter(searchParams)
  return (
    <ConsolePage
      permission="read_rollouts"
      prefetch={[prefetched(projectsQuery(filter), (context) => listProjects(context, listQuery(filter)))]}
    >
      <Projects />
    </ConsolePage>
  )
}
