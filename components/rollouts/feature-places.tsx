'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { QueryTrouble } from '@/components/shell/query-trouble'
import { StageMenu } from '@/components/stages/stage-menu'
import { StageOutcomeLine } from '@/components/stages/stage-outcome-line'
import { StageSource } from '@/components/stages/stage-source'
import { stageLabel } from '@/components/stages/stage-words'
import { standingPlace } from '@/components/stages/standing-place'
import { Button } from '@/components/ui/button'
import { type Column, DataTable } from '@/components/ui/data-table'
import { TextField } from '@/components/ui/field'
import { Section } from '@/components/ui/section'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Tabs } from '@/components/ui/tabs'
import { featurePlacesQuery, type PlacesAsked } from '@/lib/client/queries/features'
import { useDebounced } from '@/lib/client/use-debounced'
import type { FeatureDetails } from '@/lib/contracts/api/feature-reads'
import type { PlaceOfFeature } from '@/lib/contracts/api/place-reads'

const KINDS = { project: 'Project', section: 'Section' } as const

function Name({ place: { scopeType, scopeId, title, project, publisher } }: { readonly place: PlaceOfFeature }) {
  const around = [project?.title, publisher?.name].filter((name) => name !== undefined)
  return (
    <>
      <Link
        href={`/${scopeType}s/${encodeURIComponent(scopeId)}`}
        prefetch={false}
        className="inline-block min-h-6 underline-offset-4 hover:underline"
      >
        <bdi>{title}</bdi>
      </Link>
      <p className="text-12 font-normal text-muted">{[KINDS[scopeType], ...around].join(' · ')}</p>
    </>
  )
}

const columnsFor = (feature: FeatureDetails): readonly Column<PlaceOfFeature>[] => [
  { id: 'place', heading: 'Place', role: 'row-header', cell: (place) => <Name place={place} />, className: 'min-w-40' },
  {
    id: 'stage',
    heading: 'Stage in force',
    cell: (place) => (
      <div className="grid justify-items-start gap-1">
        <strong className="font-semibold">{stageLabel(place.effective.stage)}</strong>
        <StageSource standing={place} />
        {!place.isOptedIn && <p className="text-12 text-muted">Not opted in: nobody sees it here.</p>}
        {place.exemption !== null && (
          <p className="text-12 text-muted">
            {place.exemption.effect === 'deny'
              ? 'Its publisher is denied.'
              : `Its publisher is forced on${place.effective.stage === 'off' ? ', but not at Off' : ''}.`}
          </p>
        )}
      </div>
    ),
    className: 'min-w-44',
  },
  {
    id: 'actions',
    heading: 'What may be done',
    headingLook: 'hidden',
    align: 'end',
    cell: (place) => {
      if (feature.stage === null || feature.isArchived) return null
      const at = standingPlace(feature.name, place, place)
      return (
        <div data-focus-home className="grid gap-1 @middle:justify-items-end">
          <StageMenu place={at} />
          <StageOutcomeLine place={at} />
        </div>
      )
    },
  },
]

/** Where a feature is opted in, or has a stage of its own, and what is in force there. */
export function FeaturePlaces({ feature }: { readonly feature: FeatureDetails }) {
  const [show, setShow] = useState<PlacesAsked['show']>('opted_in')
  const [q, setQ] = useState('')
  const query = useInfiniteQuery(featurePlacesQuery(feature.name, { q: useDebounced(q), show }))
  const rows = query.data?.pages.flatMap(({ items }) => items)
  const tabs = [
    { value: 'opted_in', label: 'Opted in', count: feature.optedIn.projects + feature.optedIn.sections },
    { value: 'own_stage', label: 'With a stage of their own', count: feature.ownStages },
  ] as const
  return (
    <Section title="Projects and sections" description="A place without a stage of its own follows the one above it.">
      <Tabs label="Which places" value={show} tabs={tabs} onChoose={setShow}>
        <div className="grid gap-4 pt-4">
          <TextField
            id="places-search"
            label="Search places"
            type="search"
            autoComplete="off"
            placeholder="Title or id"
            value={q}
            onChange={({ target }) => setQ(target.value)}
          />
          <QueryTrouble query={query} what="The places" />
          {rows === undefined && query.error === null && <SkeletonRows label="Reading the places …" rows={4} />}
          {rows?.length === 0 && <p className="text-muted">{q === '' ? 'No place yet.' : 'No place fits.'}</p>}
          {rows !== undefined && rows.length > 0 && (
            <DataTable
              caption={`Places of ${feature.name}`}
              captionLook="hidden"
              columns={columnsFor(feature)}
              rows={rows}
              rowKey={({ scopeType, scopeId }) => `${scopeType} ${scopeId}`}
            />
          )}
          {query.hasNextPage && (
            <Button
              className="justify-self-start"
              isBusy={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              Show more places
            </Button>
          )}
        </div>
      </Tabs>
    </Section>
  )
}
