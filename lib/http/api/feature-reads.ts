import {
  getFeatureOperation,
  listExemptionsOperation,
  listFeaturePlacesOperation,
  listFeaturesOperation,
} from '@/lib/contracts/api/feature-reads'
import { getFeature } from '@/lib/queries/get-feature'
import { listExemptions } from '@/lib/queries/list-exemptions'
import { listFeaturePlaces } from '@/lib/queries/list-feature-places'
import { listFeatures } from '@/lib/queries/list-features'
import { type Endpoint, endpoint, read } from './endpoint'

export const featureReadEndpoints: readonly Endpoint[] = [
  endpoint(listFeaturesOperation, async ({ context, query }) => read(await listFeatures(context, query))),
  endpoint(getFeatureOperation, async ({ context, params }) => read(await getFeature(context, params.name))),
  endpoint(listFeaturePlacesOperation, async ({ context, params, query }) =>
    read(await listFeaturePlaces(context, params.name, query)),
  ),
  endpoint(listExemptionsOperation, async ({ context, params, query }) =>
    read(await listExemptions(context, params.name, query)),
  ),
]
