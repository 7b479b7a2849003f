import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { FeatureExemptions } from '@/components/exemptions/feature-exemptions'
import { FeaturePage } from '@/components/rollouts/feature-page'
import { featureDecisionsQuery } from '@/lib/client/queries/decisions'
import { featureExemptionsQuery } from '@/lib/client/queries/exemptions'
import { featureHistoryQuery, featurePlacesQuery, featureQuery } from '@/lib/client/queries/features'
import { listAudit } from '@/lib/queries/audit/list-audit'
import { featureDecisions } from '@/lib/queries/feature-decisions'
import { findFeature } from '@/lib/queries/find-feature'
import { getFeature } from '@/lib/queries/get-feature'
import { listExemptions } from '@/lib/queries/list-exemptions'
import { listFeaturePlaces } from '@/lib/queries/list-feature-places'
import { isFeatureName } from '@/lib/rollout'
import { ConsolePage, prefetched, prefetchedPages } from '../../console-page'
import { removeExemptionAction, setExemptionAction } from '../../exemptions/actions'
import { titleOf } from '../../title-of'
import { archiveFeatureAction, changeFeatureAction, restoreFeatureAction } from '../actions'

interface Props {
  readonly params: Promise<{ readonly name: string }>
}

const PLACES = { q: '', show: 'opted_in' } as const

const nameIn = async ({ params }: Props) => decodeURIComponent((await params).name)

export async function generateMetadata(props: Props): Promise<Metadata> {
  const name = await nameIn(props)
  return titleOf(name, async ({ pool }) => (await findFeature(pool, name)).name)
}

export default async function FeatureRoute(props: Props) {
  const name = await nameIn(props)
  if (!isFeatureName(name)) notFound()
  return (
    <ConsolePage
      permission="read_rollouts"
      about={({ pool }) => findFeature(pool, name)}
      prefetch={[
        prefetched(featureQuery(name), (context) => getFeature(context, name)),
        prefetchedPages(featurePlacesQuery(name, PLACES), (context) =>
          listFeaturePlaces(context, name, { ...PLACES, limit: 20 }),
        ),
        prefetchedPages(featureExemptionsQuery(name), (context) => listExemptions(context, name, { limit: 50 })),
        prefetched(featureDecisionsQuery(name), (context) => featureDecisions(context, name, {})),
        prefetchedPages(featureHistoryQuery(name), (context) => listAudit(context, { feature: name }, { limit: 10 })),
      ]}
    >
      <FeaturePage
        name={name}
        actions={{ change: changeFeatureAction, archive: archiveFeatureAction, restore: restoreFeatureAction }}
        exemptions={
          <FeatureExemptions feature={name} actions={{ set: setExemptionAction, remove: removeExemptionAction }} />
        }
      />
    </ConsolePage>
  )
}
