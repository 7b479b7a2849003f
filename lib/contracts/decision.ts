import { z } from 'zod'
import { featureName, id, instant } from './text'
import { actorType, exemptionEffect, reason, resourceType, rolloutMode, scopeType, stage } from './words'

const actor = z.strictObject({ type: actorType, id }).meta({ id: 'Actor' })

const resource = z
  .strictObject({
    type: resourceType,
    id,
    projectId: id
      .nullable()
      .optional()
      .meta({ description: "A section's base project, when at hand; null: has none." }),
    publisherId: id
      .nullable()
      .optional()
      .meta({ description: "The resource's publisher, when at hand; null: has none." }),
  })
  .refine((given) => given.type === 'section' || given.projectId === undefined || given.projectId === given.id, {
    path: ['projectId'],
    error: "on a project, projectId is the project's own id",
  })
  .meta({ id: 'Resource' })

export const decisionRequest = z
  .strictObject({
    feature: featureName,
    actor,
    resource,
    explain: z.boolean().optional(),
    bypassCache: z.boolean().optional().meta({ description: 'Key scope admin: read every fact from the database.' }),
  })
  .meta({ id: 'DecisionRequest' })

export const decisionsRequest = z
  .strictObject({
    actor,
    resource,
    features: z
      .array(featureName)
      .min(1)
      .max(200)
      .optional()
      .meta({ description: 'Every feature not archived, by name, when absent.' }),
  })
  .meta({ id: 'DecisionsRequest' })

const stageSource = z
  .strictObject({ scopeType: z.enum([...scopeType.options, 'default']), scopeId: z.string().nullable() })
  .meta({ id: 'StageSource' })

const answer = {
  feature: z.string(),
  result: z.boolean(),
  reason,
  mode: rolloutMode.nullable(),
  stage: stage.nullable(),
  stageSource: stageSource.nullable(),
  publisherId: z.string().nullable(),
  exemption: z.strictObject({ effect: exemptionEffect, expiresAt: instant.nullable() }).nullable(),
  hashVersion: z.literal(1).nullable(),
  bucket: z
    .number()
    .min(0)
    .max(99.9999)
    .nullable()
    .meta({ description: 'Where the actor stands in the cohort line, 0–99.9999.' }),
}

const traceStep = z.strictObject({
  step: z.string(),
  outcome: z.enum(['passed', 'skipped', 'allowed', 'denied']),
  text: z.string(),
})

const cacheUse = z.strictObject({
  rules: z.enum(['hit', 'miss']),
  resource: z.enum(['hit', 'miss']),
  actor: z.enum(['hit', 'miss']),
})

export const decisionAnswer = z
  .strictObject({
    ...answer,
    trace: z.array(traceStep).optional(),
    wouldAllow: z.enum(['opt_in', 'remove_deny', 'next_stage', 'mark_internal', 'force_enable']).nullable().optional(),
    cache: cacheUse.optional(),
    revision: z.number().int().optional(),
    hintMismatch: z.array(z.enum(['projectId', 'publisherId'])).optional(),
  })
  .meta({ id: 'Decision' })

export const decisionsAnswer = z
  .strictObject({
    decisions: z.array(
      z.union([
        z.strictObject(answer),
        z.strictObject({ feature: z.string(), result: z.literal(false), reason: z.literal('feature_not_found') }),
      ]),
    ),
  })
  .meta({ id: 'Decisions' })

export type DecisionRequest = z.infer<typeof decisionRequest>
export type DecisionsRequest = z.infer<typeof decisionsRequest>
export type DecisionAnswer = z.infer<typeof decisionAnswer>
