'use client'

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { PageHeader } from '@/components/shell/page-header'
import { QueryTrouble } from '@/components/shell/query-trouble'
import { Trail } from '@/components/shell/trail'
import { projectsQuery, publisherQuery, sectionsQuery } from '@/lib/client/queries/places'
import { projectColumns, sectionColumns } from './columns'
import { counted, NOUNS } from './place-words'
import { MOST_RELATED, RelatedPlaces } from './related-places'
import { Unread } from './unread'

interface PublisherProps {
  readonly id: string
  /** Its exemptions, which are a subject of their own. */
  readonly exemptions: ReactNode
}

const [PROJECTS, SECTIONS] = [projectColumns('owned'), sectionColumns('publisher')]

/** A publisher: its exemptions, its projects and its sections. */
export function Publisher({ id, exemptions }: PublisherProps) {
  const query = useQuery(publisherQuery(id))
  const { data } = query
  if (data === undefined) return <Unread what="publisher" id={id} query={query} />
  const { name, projects, sections } = data
  const own = new URLSearchParams({ publisherId: id })
  const first = { publisherId: id, limit: MOST_RELATED }
  return (
    <>
      <PageHeader
        title={name}
        purpose={
          <>
            Publisher <bdi>{id}</bdi>, with {counted(projects, NOUNS.projects)} and {counted(sections, NOUNS.sections)}.
          </>
        }
        trail={<Trail steps={[{ href: '/publishers', label: 'Publishers' }]} />}
      />
      <div className="grid gap-8">
        <QueryTrouble query={query} what="The publisher" />
        {exemptions}
        <RelatedPlaces
          noun={NOUNS.projects}
          count={projects}
          query={projectsQuery(first)}
          columns={PROJECTS}
          href={`/projects?${own}`}
          owner="this publisher"
        />
        <RelatedPlaces
          noun={NOUNS.sections}
          count={sections}
          query={sectionsQuery(first)}
          columns={SECTIONS}
          href={`/sections?${own}`}
          owner="this publisher"
        />
      </div>
    </>
  )
}
