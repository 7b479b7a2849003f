import { searchOperation } from '@/lib/contracts/api/search'
import { search } from '@/lib/queries/search'
import { type Endpoint, endpoint, read } from './endpoint'

export const searchEndpoints: readonly Endpoint[] = [
  endpoint(searchOperation, async ({ context, query }) => read(await search(context, query.q))),
]
