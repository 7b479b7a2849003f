import { z } from 'zod'
import { instant } from '../text'
import { operation } from './operation'
import { noParams } from './page'

const format = z.enum(['json', 'csv']).default('json')
const read = { method: 'GET', tag: 'Reports', params: noParams, body: null, isRead: true, refusals: [] } as const

const exemptionEvent = z
  .strictObject({
    kind: z.enum(['made', 'changed', 'removed', 'expired', 'expiring']).meta({
      description: 'expiring: it ends within the seven days after the week.',
    }),
    at: z.string(),
    publisherId: z.string(),
    publisherName: z.string().nullable(),
    feature: z.string(),
    effect: z.enum(['deny', 'force_enable']),
    expiresAt: z.string().nullable(),
    note: z.string().nullable().meta({ description: 'Why: the note, or the reason of who removed it.' }),
    by: z.strictObject({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() }).meta({
      description: 'Who did it; of an end, who wrote the exemption last.',
    }),
    auditEntry: z.int().nullable(),
  })
  .meta({ id: 'ExemptionEvent' })

export const exemptionReportOperation = operation({
  ...read,
  id: 'exemptionReport',
  path: '/reports/exemptions',
  summary: 'What became of exemptions in a week, by publisher and feature: who, and why. As CSV too.',
  permission: 'read_audit',
  query: z.strictObject({
    until: instant.optional().meta({ description: 'The end of the week; now, where it is left out.' }),
    format,
  }),
  answer: z.strictObject({
    from: z.string(),
    until: z.string(),
    items: z.array(exemptionEvent),
    isCut: z.boolean().meta({ description: 'There are more than the 2,000 here: ask for weeks that end earlier.' }),
  }),
  alsoAs: ['text/csv'],
})

const featureAtFull = z
  .strictObject({
    feature: z.string(),
    since: z.string(),
    placesBelow: z
      .int()
      .meta({ description: 'Projects and sections that are held below full by a stage of their own.' }),
    denies: z.int().meta({ description: 'Publishers that are denied.' }),
  })
  .meta({ id: 'FeatureAtFull' })

const featureNotAsked = z
  .strictObject({
    feature: z.string(),
    askedAt: z
      .string()
      .nullable()
      .meta({ description: 'The last time; null where there was none since `countedSince`.' }),
    countedSince: z.string(),
    optIns: z.int(),
  })
  .meta({ id: 'FeatureNotAsked' })

const unknownFeature = z
  .strictObject({
    feature: z.string(),
    atLeast: z.int().meta({ description: 'How often it was asked for at least, since the nodes that say so started.' }),
    nodes: z.int(),
    since: z.string().nullable(),
    isArchived: z.boolean().meta({ description: 'There is such a feature, but it is archived.' }),
  })
  .meta({ id: 'UnknownFeature' })

export const staleFeaturesOperation = operation({
  ...read,
  id: 'staleFeatures',
  path: '/reports/stale-features',
  summary: 'Features to clean up: at full for 60 days, not asked for in 30, asked for but unknown. As CSV too.',
  permission: 'read_rollouts',
  query: z.strictObject({ format }),
  answer: z.strictObject({
    atFull: z.array(featureAtFull),
    notAsked: z.array(featureNotAsked),
    unknown: z.array(unknownFeature),
  }),
  alsoAs: ['text/csv'],
})

export type ExemptionReportQuery = z.output<typeof exemptionReportOperation.query>
export type ExemptionReport = z.infer<typeof exemptionReportOperation.answer>
export type ExemptionEvent = z.infer<typeof exemptionEvent>
export type StaleFeatures = z.infer<typeof staleFeaturesOperation.answer>
