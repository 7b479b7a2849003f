import { z } from 'zod'
import { featureName, instant } from '../text'
import { reason } from '../words'
import { operation } from './operation'
import { noParams, noQuery } from './page'

const KEPT = 'Counts reach the database every ten seconds and are kept for a day.'

const minuteCount = z
  .strictObject({ minute: z.string(), result: z.boolean(), reason, decisions: z.int() })
  .meta({ id: 'MinuteCount' })

const featureCount = z
  .strictObject({
    feature: z.string(),
    decisions: z.int(),
    allowed: z.int(),
    share: z.number().min(0).max(1).meta({ description: 'allowed ÷ decisions' }),
    everyFiveMinutes: z.array(z.int()).meta({ description: 'Twelve counts of decisions, oldest first.' }),
  })
  .meta({ id: 'FeatureCount' })

export const featureDecisionsOperation = operation({
  id: 'featureDecisions',
  method: 'GET',
  path: '/features/{name}/decisions',
  summary: "A feature's decisions by minute, result and reason. Minutes and reasons without any are left out.",
  tag: 'Decisions',
  permission: 'read_rollouts',
  params: z.strictObject({ name: featureName }),
  query: z.strictObject({
    from: instant.optional().meta({ description: 'An hour before `to` when absent; at most a day before it.' }),
    to: instant.optional().meta({ description: 'Now when absent.' }),
  }),
  body: null,
  answer: z.strictObject({ from: z.string(), to: z.string(), items: z.array(minuteCount) }).meta({ description: KEPT }),
  refusals: [404],
  isRead: true,
})

export const decisionCountsOperation = operation({
  id: 'decisionCounts',
  method: 'GET',
  path: '/decision-counts',
  summary: 'The decisions of the last hour for each feature that had any, with the share allowed.',
  tag: 'Decisions',
  permission: 'read_rollouts',
  params: noParams,
  query: noQuery,
  body: null,
  answer: z
    .strictObject({ from: z.string(), to: z.string(), items: z.array(featureCount) })
    .meta({ description: KEPT }),
  refusals: [],
  isRead: true,
})

export type FeatureDecisions = z.infer<typeof featureDecisionsOperation.answer>
export type DecisionCounts = z.infer<typeof decisionCountsOperation.answer>
