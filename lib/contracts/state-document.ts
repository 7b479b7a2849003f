import { z } from 'zod'
import { featureName, id, instant, label, newFeatureName, note } from './text'
import { exemptionEffect, featureContext, rolloutMode, stage } from './words'

export const MOST_ROWS = 1_000_000

// Absent leaves an existing row's field as it is; what a new row can't do without is the import's own check.
const publisher = z.strictObject({ id, name: label(255) })
const project = z.strictObject({ id, title: label(255), publisherId: id.nullable().optional() })
const section = z.strictObject({
  id,
  title: label(255),
  projectId: id.nullable().optional(),
  publisherId: id.nullable().optional(),
})
const account = z.strictObject({
  id,
  email: z.email().max(320).nullable().optional(),
  name: label(255),
  isInternal: z.boolean().optional(),
})
const feature = z.strictObject({
  name: newFeatureName,
  description: label(500).optional(),
  contexts: z
    .array(featureContext)
    .min(1)
    .max(2)
    .refine(
      (given) => new Set(given).size === given.length && !(given.length > 1 && given.includes('both')),
      'authoring, delivery, or both',
    )
    .optional(),
  rolloutMode: rolloutMode.optional(),
})
const scopeState = z.strictObject({ feature: featureName, scopeType: z.enum(['project', 'section']), scopeId: id })
const rollout = z.union([
  z.strictObject({ feature: featureName, scopeType: z.literal('global'), scopeId: z.null(), stage }),
  z.strictObject({ feature: featureName, scopeType: z.enum(['project', 'section']), scopeId: id, stage }),
])
const exemption = z.strictObject({
  feature: featureName,
  publisherId: id,
  effect: exemptionEffect.optional(),
  note: note.optional(),
  expiresAt: instant.nullable().optional(),
})

const rows = <Row extends z.ZodType>(row: Row) => z.array(row).max(MOST_ROWS).optional()

/** The state document (api.md): the whole of the rollout facts, or a part of them. */
export const stateDocument = z
  .strictObject({
    version: z.literal(1),
    publishers: rows(publisher),
    projects: rows(project),
    sections: rows(section),
    authors: rows(account),
    users: rows(account),
    features: rows(feature),
    scopeStates: rows(scopeState),
    rollouts: rows(rollout),
    exemptions: rows(exemption),
  })
  .meta({ id: 'StateDocument' })

const named = z.strictObject({ count: z.number().int(), names: z.array(z.string()).max(100) })
const fault = z.strictObject({ path: z.string(), message: z.string(), code: z.string() })

/** What an import does, or would do. `names` holds the first 100 of each list. */
export const importPlan = z
  .strictObject({
    dryRun: z.boolean(),
    importId: z.string().nullable(),
    revision: z.number().int().nullable(),
    created: named,
    changed: named,
    unchanged: named,
    refused: named,
    started: named.meta({
      description: 'Rollouts created at a stage that the ladder would not reach in one step (import_start).',
    }),
    faults: z.array(fault).max(1000),
  })
  .meta({ id: 'ImportPlan' })

export type StateDocument = z.infer<typeof stateDocument>
export type ImportPlan = z.infer<typeof importPlan>
