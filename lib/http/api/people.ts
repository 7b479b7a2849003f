import { listPeopleOperation } from '@/lib/contracts/api/people'
import { listPeople } from '@/lib/queries/people'
import { type Endpoint, endpoint, read } from './endpoint'

export const peopleEndpoints: readonly Endpoint[] = [
  endpoint(listPeopleOperation, async ({ context, query }) => read(await listPeople(context, query))),
]
