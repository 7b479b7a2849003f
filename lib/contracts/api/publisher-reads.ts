import { z } from 'zod'
import { id } from '../text'
import { exemptionRow } from './feature-reads'
import { operation } from './operation'
import { noQuery } from './page'

const count = z.int().min(0)

export const getPublisherOperation = operation({
  id: 'getPublisher',
  method: 'GET',
  path: '/publishers/{id}',
  summary: 'A publisher, and its exemptions from features that are not archived, expired ones too.',
  tag: 'Directory',
  permission: 'read_rollouts',
  params: z.strictObject({ id }),
  query: noQuery,
  body: null,
  answer: z
    .strictObject({
      id: z.string(),
      name: z.string(),
      projects: count,
      sections: count,
      exemptions: z.array(exemptionRow),
    })
    .meta({ id: 'PublisherDetails' }),
  refusals: [404],
  isRead: true,
})

export type PublisherDetails = z.infer<typeof getPublisherOperation.answer>
