'use client'

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { PageHeader } from '@/components/shell/page-header'
import { QueryTrouble } from '@/components/shell/query-trouble'
import { Trail } from '@/components/shell/trail'
import { StageControl } from '@/components/stages/stage-control'
import { Badge } from '@/components/ui/badge'
import { Notice } from '@/components/ui/notice'
import { Section } from '@/components/ui/section'
import { SkeletonRows } from '@/components/ui/skeleton'
import { counted } from '@/lib/client/decision-words'
import { featureQuery } from '@/lib/client/queries/features'
import type { FeatureDetails } from '@/lib/contracts/api/feature-reads'
import { DecisionChart } from './decision-chart'
import type { FeatureActions } from './feature-actions'
import { FeatureHistory } from './feature-history'
import { FeaturePlaces } from './feature-places'
import { placeOf } from './feature-row'
import { FeatureSettings } from './feature-settings'
import { optedInText } from './feature-words'

function GlobalStage({ feature }: { readonly feature: FeatureDetails }) {
  const place = placeOf(feature)
  if (place === null)
    return <p>Scoped only: it is open to everybody wherever it is opted in, and has no stages to go through.</p>
  return <StageControl place={place} />
}

interface FeaturePageProps {
  readonly name: string
  readonly actions: FeatureActions
  /** The panel of the publishers' exemptions. */
  readonly exemptions?: ReactNode
}

/** One feature: how far it has come and where, what departs from that, what was done to it. */
export function FeaturePage({ name, actions, exemptions }: FeaturePageProps) {
  const query = useQuery(featureQuery(name))
  const { data: feature, error } = query
  return (
    <>
      <PageHeader
        title={name}
        purpose={<span dir="auto">{feature?.description ?? 'One feature, everywhere.'}</span>}
        trail={<Trail steps={[{ href: '/', label: 'Rollouts' }]} />}
        beside={feature?.isArchived ? <Badge tone="warn">Archived</Badge> : undefined}
      />
      <div className="grid min-w-0 grid-cols-1 gap-8">
        <QueryTrouble query={query} what="The feature" />
        {feature === undefined && error === null && <SkeletonRows label="Reading the feature …" />}
        {feature?.isArchived && (
          <Notice tone="warning" title="It is archived.">
            Decisions answer that it is not there. Restore it in its settings below.
          </Notice>
        )}
        {feature !== undefined && (
          <>
            {!feature.isArchived && (
              <Section
                title="Global stage"
                description={`${optedInText(feature)}; ${counted(feature.ownStages, 'place has a stage of its own', 'places have a stage of their own')}.`}
                look="card"
              >
                <GlobalStage feature={feature} />
              </Section>
            )}
            <FeaturePlaces feature={feature} />
            {exemptions}
            <DecisionChart feature={name} />
            <FeatureSettings feature={feature} actions={actions} />
            <FeatureHistory feature={name} />
          </>
        )}
      </div>
    </>
  )
}
