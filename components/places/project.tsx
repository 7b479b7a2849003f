'use client'

import { useQuery } from '@tanstack/react-query'
import { PageHeader } from '@/components/shell/page-header'
import { QueryTrouble } from '@/components/shell/query-trouble'
import { Trail } from '@/components/shell/trail'
import { projectQuery, sectionsQuery } from '@/lib/client/queries/places'
import { sectionColumns } from './columns'
import { FeaturesHere } from './features-here'
import { PlaceLink } from './place-link'
import { NOUNS } from './place-words'
import { MOST_RELATED, RelatedPlaces } from './related-places'
import type { ScopeActions } from './scope-actions'
import { Unread } from './unread'

interface ProjectProps {
  readonly id: string
  readonly actions: ScopeActions
}

const COLUMNS = sectionColumns('project')

/** A project: the features that it can have, how each stands there, and its sections. */
export function Project({ id, actions }: ProjectProps) {
  const query = useQuery(projectQuery(id))
  const { data } = query
  if (data === undefined) return <Unread what="project" id={id} query={query} />
  const { title, publisher, features, sections } = data
  return (
    <>
      <PageHeader
        title={title}
        purpose={
          <>
            Project <bdi>{id}</bdi>
            {publisher === null ? ', of no publisher.' : ' of '}
            {publisher !== null && (
              <PlaceLink to="publishers" id={publisher.id} look="inline">
                {publisher.name}
              </PlaceLink>
            )}
          </>
        }
        trail={<Trail steps={[{ href: '/projects', label: 'Projects' }]} />}
      />
      <div className="grid gap-8">
        <QueryTrouble query={query} what="The project" />
        <FeaturesHere
          features={features}
          resource={{ scopeType: 'project', scopeId: id, title, publisher }}
          actions={actions}
        />
        <RelatedPlaces
          noun={NOUNS.sections}
          count={sections}
          query={sectionsQuery({ projectId: id, limit: MOST_RELATED })}
          columns={COLUMNS}
          href={`/sections?${new URLSearchParams({ projectId: id })}`}
          owner="this project"
        />
      </div>
    </>
  )
}
