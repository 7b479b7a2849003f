import { listApiKeysOperation } from '@/lib/contracts/api/keys'
import { listApiKeys } from '@/lib/queries/list-api-keys'
import { type Endpoint, endpoint, read } from './endpoint'

export const keyEndpoints: readonly Endpoint[] = [
  endpoint(listApiKeysOperation, async ({ context, query }) => read(await listApiKeys(context, query))),
]
