import { z } from 'zod'
import { decisionAnswer, decisionRequest } from '../decision'
import { operation } from './operation'
import { noParams, noQuery } from './page'

const explainRequest = decisionRequest.omit({ explain: true, bypassCache: true }).meta({ id: 'ExplainRequest' })

export const explainOperation = operation({
  id: 'explain',
  method: 'POST',
  path: '/explain',
  summary: 'A decision as of now, the way to it, and the names of those it is about.',
  tag: 'Decisions',
  permission: 'decide',
  params: noParams,
  query: noQuery,
  body: explainRequest,
  answer: decisionAnswer
    .extend({
      cohort: z
        .strictObject({ bucket: z.number(), fivePercent: z.boolean(), fiftyPercent: z.boolean() })
        .nullable()
        .meta({
          description: 'The place of the actor on the 0–100 line, whatever decided; null where none is asked for.',
        }),
      names: z
        .strictObject({
          actor: z.string().nullable(),
          resource: z.string().nullable(),
          project: z.strictObject({ id: z.string(), title: z.string().nullable() }).nullable(),
          publisher: z.strictObject({ id: z.string(), name: z.string().nullable() }).nullable(),
        })
        .meta({ description: 'As the directory has them; null where it does not know them.' }),
    })
    .meta({ id: 'ExplainedDecision' }),
  refusals: [404],
  isRead: true,
})

export type ExplainRequest = z.infer<typeof explainRequest>
export type ExplainedDecision = z.infer<typeof explainOperation.answer>
