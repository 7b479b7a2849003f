import { z } from 'zod'
import { operation } from './operation'
import { noParams, noQuery } from './page'

const problem = z.enum(['not_seen', 'not_fresh', 'not_listening', 'behind']).meta({
  description:
    'not_seen: for 12 s it has said nothing. not_fresh: its last proof of freshness is older than 5 s. not_listening: it hears of changes by polling alone. behind: it serves an older revision than the present one.',
})

/** A process that serves, as it last said of itself. Null where it is of an older release, which does not say. */
const node = z
  .strictObject({
    id: z.string(),
    kind: z.string().meta({ description: 'front: answers decisions. console: serves people.' }),
    version: z.string(),
    worker: z.int().nullable().meta({ description: 'Which of the workers of one front; null: the only one.' }),
    host: z.string().nullable(),
    startedAt: z.string().nullable(),
    seenAt: z.string(),
    seenAgoMs: z.int(),
    revision: z.int(),
    freshnessAgeMs: z.int().nullable().meta({ description: 'Of its last proof of freshness, when it was last seen.' }),
    isListening: z.boolean().nullable().meta({ description: 'Whether its invalidation channel is alive.' }),
    decisions: z.int().nullable().meta({ description: 'Since it started.' }),
    hitRate: z.number().min(0).max(1).nullable().meta({
      description: 'The share of decisions answered without a query; null before the first.',
    }),
    problems: z.array(problem),
  })
  .meta({ id: 'Node' })

/** How a revision reached the nodes that are there. */
const receipt = z
  .strictObject({
    revision: z.int(),
    changedAt: z.string(),
    reached: z.int().meta({ description: 'Nodes that have it in force.' }),
    nodes: z.int().meta({ description: 'Nodes that were seen lately.' }),
    slowestMs: z.int().nullable().meta({
      description: 'From the change to the last of them; null where none has said: it came in by a later one.',
    }),
  })
  .meta({ id: 'Receipt' })

export const listNodesOperation = operation({
  id: 'listNodes',
  method: 'GET',
  path: '/nodes',
  summary: 'Every process that serves: how far it is and how it fares; and how the last changes reached them.',
  tag: 'Operations',
  permission: 'read_rollouts',
  params: noParams,
  query: noQuery,
  body: null,
  answer: z.strictObject({
    revision: z.int(),
    at: z.string().meta({ description: 'The time of the database.' }),
    nodes: z.array(node),
    receipts: z.array(receipt).meta({ description: 'Of the last ten audited revisions, newest first.' }),
  }),
  refusals: [],
  isRead: true,
})

export type NodesAnswer = z.infer<typeof listNodesOperation.answer>
export type NodeProblem = z.infer<typeof problem>
