import { optIn } from '@/lib/changes/opt-in'
import { optOut } from '@/lib/changes/opt-out'
import { optInOperation, optOutOperation } from '@/lib/contracts/api/scopes-changes'
import { changed, type Endpoint, endpoint } from './endpoint'

export const scopeChangeEndpoints: readonly Endpoint[] = [
  endpoint(optInOperation, async ({ context, params: { name, ...scope }, body }) =>
    changed(await optIn(context, { feature: name, ...scope }, body)),
  ),
  endpoint(optOutOperation, async ({ context, params: { name, ...scope }, query, body }) =>
    changed(await optOut(context, { feature: name, ...scope }, { ...query, ...body })),
  ),
]
