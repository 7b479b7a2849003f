import { clearStage } from '@/lib/changes/clear-stage'
import { setStage } from '@/lib/changes/set-stage'
import {
  clearStageOperation,
  listRolloutsOperation,
  setGlobalStageOperation,
  setScopedStageOperation,
} from '@/lib/contracts/api/rollouts'
import { listRollouts } from '@/lib/queries/list-rollouts'
import { GLOBAL } from '@/lib/queries/places'
import { changed, type Endpoint, endpoint, read } from './endpoint'

export const rolloutEndpoints: readonly Endpoint[] = [
  endpoint(listRolloutsOperation, async ({ context, params }) =>
    read({ items: await listRollouts(context, params.name) }),
  ),
  endpoint(setGlobalStageOperation, async ({ context, params, body, ifMatch }) =>
    changed(await setStage(context, { feature: params.name, place: GLOBAL, ifMatch }, body)),
  ),
  endpoint(setScopedStageOperation, async ({ context, params: { name, ...place }, body, ifMatch }) =>
    changed(await setStage(context, { feature: name, place, ifMatch }, body)),
  ),
  endpoint(clearStageOperation, async ({ context, params: { name, ...place }, query, body, ifMatch }) =>
    changed(await clearStage(context, { feature: name, place, ifMatch }, { ...query, ...body })),
  ),
]
