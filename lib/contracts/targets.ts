import { z } from 'zod'
import { version } from './api/version'
import { featureName, id } from './text'
import { resourceType } from './words'

/** Where a stage can be set. */
export const placeName = z.discriminatedUnion('scopeType', [
  z.strictObject({ scopeType: z.literal('global'), scopeId: z.null() }),
  z.strictObject({ scopeType: resourceType, scopeId: id }),
])

// What the verbs change, checked by them for every door. `ifMatch` is a version that came as If-Match: it binds always.
export const featureTarget = z.strictObject({ feature: featureName, ifMatch: version.nullable().default(null) })
export const stageTarget = featureTarget.extend({ place: placeName })
export const exemptionTarget = featureTarget.extend({ publisherId: id })
export const scopeTarget = z.strictObject({ feature: featureName, scopeType: resourceType, scopeId: id })

export type PlaceName = z.output<typeof placeName>
export type FeatureTarget = z.input<typeof featureTarget>
export type StageTarget = z.input<typeof stageTarget>
export type ExemptionTarget = z.input<typeof exemptionTarget>
export type ScopeTarget = z.output<typeof scopeTarget>
