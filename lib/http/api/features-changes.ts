import { archiveFeature } from '@/lib/changes/archive-feature'
import { changeFeature } from '@/lib/changes/change-feature'
import { createFeature } from '@/lib/changes/create-feature'
import { restoreFeature } from '@/lib/changes/restore-feature'
import {
  archiveFeatureOperation,
  changeFeatureOperation,
  createFeatureOperation,
  restoreFeatureOperation,
} from '@/lib/contracts/api/features-changes'
import { changed, type Endpoint, endpoint } from './endpoint'

export const featureChangeEndpoints: readonly Endpoint[] = [
  endpoint(createFeatureOperation, async ({ context, body }) => changed(await createFeature(context, body))),
  endpoint(changeFeatureOperation, async ({ context, params, body, ifMatch }) =>
    changed(await changeFeature(context, { feature: params.name, ifMatch }, body)),
  ),
  endpoint(archiveFeatureOperation, async ({ context, params, query, body, ifMatch }) =>
    changed(await archiveFeature(context, { feature: params.name, ifMatch }, { ...query, ...body })),
  ),
  endpoint(restoreFeatureOperation, async ({ context, params, body, ifMatch }) =>
    changed(await restoreFeature(context, { feature: params.name, ifMatch }, body)),
  ),
]
