'use client'

import { useQuery } from '@tanstack/react-query'
import { PageHeader } from '@/components/shell/page-header'
import { QueryTrouble } from '@/components/shell/query-trouble'
import { Trail } from '@/components/shell/trail'
import { sectionQuery } from '@/lib/client/queries/places'
import type { SectionDetails } from '@/lib/contracts/api/place-reads'
import { FeaturesHere } from './features-here'
import { PlaceLink } from './place-link'
import type { ScopeActions } from './scope-actions'
import { Unread } from './unread'

interface SectionProps {
  readonly id: string
  readonly actions: ScopeActions
}

function Parents({ id, project, publisher }: Pick<SectionDetails, 'id' | 'project' | 'publisher'>) {
  return (
    <>
      Section <bdi>{id}</bdi>
      {project === null && publisher === null && ', of no project and no publisher.'}
      {project !== null && (
        <>
          {' '}
          of project{' '}
          <PlaceLink to="projects" id={project.id} look="inline">
            {project.title}
          </PlaceLink>
        </>
      )}
      {publisher !== null && (
        <>
          {project === null ? ' ' : ', '}
          of publisher{' '}
          <PlaceLink to="publishers" id={publisher.id} look="inline">
            {publisher.name}
          </PlaceLink>
        </>
      )}
    </>
  )
}

/** A section: the features that it can have, and how each stands there. */
export function SectionPage({ id, actions }: SectionProps) {
  const query = useQuery(sectionQuery(id))
  const { data } = query
  if (data === undefined) return <Unread what="section" id={id} query={query} />
  const { title, publisher, project, features } = data
  return (
    <>
      <PageHeader
        title={title}
        purpose={<Parents id={id} project={project} publisher={publisher} />}
        trail={<Trail steps={[{ href: '/sections', label: 'Sections' }]} />}
      />
      <div className="grid gap-8">
        <QueryTrouble query={query} what="The section" />
        <FeaturesHere
          features={features}
          resource={{ scopeType: 'section', scopeId: id, title, publisher }}
          actions={actions}
        />
      </div>
    </>
  )
}
