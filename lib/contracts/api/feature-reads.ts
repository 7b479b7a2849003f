import { z } from 'zod'
import { featureName } from '../text'
import { exemptionEffect, featureContext, rolloutMode, stage } from '../words'
import { operation } from './operation'
import { noParams, noQuery, pageOf, pageQuery, searchText } from './page'
import { placeOfFeature } from './place-reads'
import { author, rolloutItem } from './rollouts'

const count = z.int().min(0)

/** A feature with what stands around it. */
export const featureSummary = z
  .strictObject({
    name: featureName,
    description: z.string(),
    contexts: featureContext,
    rolloutMode,
    isArchived: z.boolean(),
    version: z.int(),
    stage: stage.nullable().meta({ description: 'The global stage; null in mode scoped_only, which has none.' }),
    isStageSet: z.boolean().meta({ description: 'false: `off`, because nobody ever set a stage.' }),
    stageVersion: z.int().nullable().meta({ description: 'Of the global rollout; null: nobody ever set a stage.' }),
    optedIn: z.strictObject({ projects: count, sections: count }),
    ownStages: count.meta({ description: 'Projects and sections with a stage of their own.' }),
    exemptionsInForce: z.strictObject({ deny: count, forceEnable: count }),
    lastChange: z
      .strictObject({ at: z.string(), by: author, action: z.string() })
      .nullable()
      .meta({ description: 'The last entry of the audit trail about this feature.' }),
  })
  .meta({ id: 'FeatureSummary' })

/** An exemption of a publisher from a feature, expired or not. */
export const exemptionRow = z
  .strictObject({
    feature: featureName,
    publisherId: z.string(),
    publisherName: z.string(),
    effect: exemptionEffect,
    note: z.string(),
    expiresAt: z.string().nullable(),
    isExpired: z.boolean(),
    version: z.int(),
    updatedBy: author,
    updatedAt: z.string(),
  })
  .meta({ id: 'ExemptionRow' })

const common = { tag: 'Features', permission: 'read_rollouts', method: 'GET', body: null, isRead: true } as const
const ofFeature = { ...common, params: z.strictObject({ name: featureName }), refusals: [404] } as const

export const listFeaturesOperation = operation({
  ...common,
  id: 'listFeatures',
  path: '/features',
  summary: 'Features by name, each with its global stage and what departs from it.',
  params: noParams,
  query: pageQuery.extend({
    q: searchText,
    stage: stage.optional(),
    mode: rolloutMode.optional(),
    context: featureContext.optional().meta({ description: 'What the features support at least.' }),
    archived: z.enum(['true', 'false']).default('false').meta({ description: 'true: the archived ones instead.' }),
  }),
  answer: pageOf(featureSummary),
  refusals: [],
})

export const getFeatureOperation = operation({
  ...ofFeature,
  id: 'getFeature',
  path: '/features/{name}',
  summary: 'A feature, archived or not, with its own rollouts and its exemptions.',
  query: noQuery,
  answer: featureSummary
    .extend({ rollouts: z.array(rolloutItem), exemptions: z.array(exemptionRow) })
    .meta({ id: 'FeatureDetails' }),
})

export const listFeaturePlacesOperation = operation({
  ...ofFeature,
  id: 'listFeaturePlaces',
  path: '/features/{name}/places',
  summary: 'The projects, then the sections, that are opted in to a feature or have a stage of their own, by title.',
  query: pageQuery.extend({
    q: searchText,
    scopeType: z.enum(['project', 'section']).optional(),
    show: z.enum(['opted_in', 'own_stage']).default('opted_in'),
  }),
  answer: pageOf(placeOfFeature),
})

export const listExemptionsOperation = operation({
  ...ofFeature,
  id: 'listExemptions',
  path: '/features/{name}/exemptions',
  summary: "A feature's exemptions by publisher id, expired ones too.",
  query: pageQuery.extend({ q: searchText }),
  answer: pageOf(exemptionRow),
})

export type FeatureSummary = z.infer<typeof featureSummary>
export type FeatureDetails = z.infer<typeof getFeatureOperation.answer>
export type ExemptionRow = z.infer<typeof exemptionRow>
export type ListFeaturesQuery = z.infer<typeof listFeaturesOperation.query>
export type ListFeaturePlacesQuery = z.infer<typeof listFeaturePlacesOperation.query>
export type ListExemptionsQuery = z.infer<typeof listExemptionsOperation.query>

/** Every feature not archived, by name, as of one revision. */
export interface FeatureBoard {
  readonly revision: number
  readonly features: readonly FeatureSummary[]
}
