import { z } from 'zod'
import { featureName, label, newFeatureName, note } from '../text'
import { featureContext, rolloutMode } from '../words'
import { operation } from './operation'
import { noParams, noQuery } from './page'
import { version } from './version'

const fields = {
  description: z.string(),
  contexts: featureContext,
  rolloutMode,
  isArchived: z.boolean(),
  version,
}

/** A feature itself, without its rollouts, opt-ins and exemptions. */
export const featureItem = z.strictObject({ name: z.string(), ...fields }).meta({ id: 'Feature' })

export const featureChanged = featureItem
  .extend({
    changed: z.boolean().meta({ description: 'false: it was so already; nothing was written.' }),
    replaced: z.strictObject(fields).nullable().meta({ description: 'What it was before; null: not there.' }),
  })
  .meta({ id: 'FeatureChanged' })

/** One word, or the words in a list, as the state document has them: both of them are `both`. */
const contexts = z.union([
  featureContext,
  z
    .array(featureContext)
    .min(1)
    .max(2)
    .refine((given) => new Set(given).size === given.length && (given.length === 1 || !given.includes('both')))
    .transform((given) => (given.length > 1 ? ('both' as const) : (given[0] ?? ('both' as const)))),
])

export const createFeatureInput = z.strictObject({
  name: newFeatureName,
  description: label(500),
  contexts,
  rolloutMode,
  reason: note.optional(),
})

/** What is not given stays as it is; without `expectedVersion` (or `If-Match`), whatever was seen. */
export const changeFeatureInput = z.strictObject({
  description: label(500).optional(),
  contexts: contexts.optional(),
  rolloutMode: rolloutMode.optional(),
  reason: note.optional(),
  expectedVersion: version.optional(),
})
export const archiveFeatureInput = z.strictObject({ reason: note.optional() })

const params = z.strictObject({ name: featureName })
const common = { tag: 'Features', permission: 'change_rollouts', query: noQuery, answer: featureChanged } as const

export const createFeatureOperation = operation({
  ...common,
  id: 'createFeature',
  method: 'POST',
  path: '/features',
  summary: 'Creates a feature: at off, and opted in nowhere.',
  params: noParams,
  body: createFeatureInput,
  status: 201,
  refusals: [409],
})

export const changeFeatureOperation = operation({
  ...common,
  id: 'changeFeature',
  method: 'PATCH',
  path: '/features/{name}',
  summary: 'Describes a feature anew, or changes its contexts or its rollout mode.',
  params,
  body: changeFeatureInput,
  takesIfMatch: true,
  refusals: [404, 409, 422],
})

export const archiveFeatureOperation = operation({
  ...common,
  id: 'archiveFeature',
  method: 'DELETE',
  path: '/features/{name}',
  summary: 'Archives a feature: decisions answer feature_not_found, changes are refused, its name stays taken.',
  params,
  // In the body or as query.
  query: archiveFeatureInput,
  body: archiveFeatureInput,
  isBodyOptional: true,
  takesIfMatch: true,
  refusals: [404, 409],
})

export const restoreFeatureOperation = operation({
  ...common,
  id: 'restoreFeature',
  method: 'POST',
  path: '/features/{name}/restore',
  summary:
    'Brings an archived feature back at off everywhere: every stage that was set is off, and the mode is canary, for ' +
    'where being opted in is all it takes there is no off. Opt-ins and exemptions are as they were.',
  params,
  body: archiveFeatureInput,
  isBodyOptional: true,
  takesIfMatch: true,
  refusals: [404, 409],
})

export type FeatureItem = z.infer<typeof featureItem>
export type CreateFeatureInput = z.input<typeof createFeatureInput>
export type ChangeFeatureInput = z.input<typeof changeFeatureInput>
export type ArchiveFeatureInput = z.input<typeof archiveFeatureInput>
export type FeatureChanged = z.infer<typeof featureChanged>
