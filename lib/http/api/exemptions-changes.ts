import { removeExemption } from '@/lib/changes/remove-exemption'
import { setExemption } from '@/lib/changes/set-exemption'
import { removeExemptionOperation, setExemptionOperation } from '@/lib/contracts/api/exemptions-changes'
import { changed, type Endpoint, endpoint } from './endpoint'

export const exemptionChangeEndpoints: readonly Endpoint[] = [
  endpoint(setExemptionOperation, async ({ context, params: { name, publisherId }, body, ifMatch }) =>
    changed(await setExemption(context, { feature: name, publisherId, ifMatch }, body)),
  ),
  endpoint(removeExemptionOperation, async ({ context, params: { name, publisherId }, query, body, ifMatch }) =>
    changed(await removeExemption(context, { feature: name, publisherId, ifMatch }, { ...query, ...body })),
  ),
]
