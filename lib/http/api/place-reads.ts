import {
  getProjectOperation,
  getSectionOperation,
  listProjectsOperation,
  listPublishersOperation,
  listSectionsOperation,
} from '@/lib/contracts/api/place-reads'
import { getPublisherOperation } from '@/lib/contracts/api/publisher-reads'
import { getPublisher } from '@/lib/queries/get-publisher'
import { getProject, getSection } from '@/lib/queries/get-resource'
import { listPublishers } from '@/lib/queries/list-publishers'
import { listProjects, listSections } from '@/lib/queries/list-resources'
import { type Endpoint, endpoint, read } from './endpoint'

export const placeReadEndpoints: readonly Endpoint[] = [
  endpoint(listProjectsOperation, async ({ context, query }) => read(await listProjects(context, query))),
  endpoint(getProjectOperation, async ({ context, params }) => read(await getProject(context, params.id))),
  endpoint(listSectionsOperation, async ({ context, query }) => read(await listSections(context, query))),
  endpoint(getSectionOperation, async ({ context, params }) => read(await getSection(context, params.id))),
  endpoint(listPublishersOperation, async ({ context, query }) => read(await listPublishers(context, query))),
  endpoint(getPublisherOperation, async ({ context, params }) => read(await getPublisher(context, params.id))),
]
