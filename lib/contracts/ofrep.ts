import { z } from 'zod'
import { id } from './text'
import { actorType, reason, rolloutMode, stage } from './words'

// The OpenFeature Remote Evaluation Protocol 0.3.0. SDKs send null for what is not set; fields not named here are ignored.
const context = z
  .object({
    targetingKey: z
      .string()
      .nullish()
      .meta({
        description: '`user:1042`, `author:7`, or a plain id with `actorType` beside it.',
        examples: ['user:1042'],
      }),
    actorType: actorType.nullish().meta({ description: 'Of a plain targetingKey; `user` when absent.' }),
    sectionId: id.nullish().meta({ description: 'The resource, where it is a section.' }),
    projectId: id.nullish().meta({ description: "The section's base project; without sectionId the resource itself." }),
    publisherId: id.nullish().meta({ description: "The resource's publisher, when at hand; null: has none." }),
  })
  .meta({ id: 'OfrepContext' })

export const ofrepRequest = z.object({ context: context.optional() }).meta({ id: 'OfrepRequest' })

export const ofrepFlag = z
  .strictObject({
    key: z.string(),
    value: z.boolean(),
    variant: z.enum(['on', 'off']),
    reason: z.enum(['SPLIT', 'TARGETING_MATCH', 'STATIC', 'DEFAULT', 'ERROR']),
    metadata: z.strictObject({ reason, stage: stage.optional(), mode: rolloutMode.optional() }),
  })
  .meta({ id: 'OfrepFlag' })

const eventStream = z
  .strictObject({
    type: z.literal('sse'),
    endpoint: z.strictObject({
      requestUri: z
        .string()
        .meta({ description: 'On the same origin. It ends in a short-lived ticket: not for logs.' }),
    }),
    inactivityDelaySec: z.number().int(),
  })
  .meta({ id: 'OfrepEventStream' })

export const ofrepBulkAnswer = z
  .strictObject({
    flags: z.array(ofrepFlag).meta({ description: 'Every feature not archived, sorted by code unit.' }),
    eventStreams: z.array(eventStream),
    metadata: z.strictObject({ revision: z.number().int().optional() }),
  })
  .meta({ id: 'OfrepBulkAnswer' })

const errorCode = z.enum(['PARSE_ERROR', 'TARGETING_KEY_MISSING', 'INVALID_CONTEXT', 'FLAG_NOT_FOUND', 'GENERAL'])

const failure = {
  errorCode,
  errorDetails: z.string(),
  metadata: z.strictObject({ code: z.string(), requestId: z.string() }),
}

export const ofrepFlagFailure = z.strictObject({ key: z.string(), ...failure }).meta({ id: 'OfrepFlagFailure' })
export const ofrepFailure = z.strictObject(failure).meta({ id: 'OfrepFailure' })

export type OfrepContext = z.infer<typeof context>
export type OfrepFlag = z.infer<typeof ofrepFlag>
export type OfrepBulkAnswer = z.infer<typeof ofrepBulkAnswer>
export type OfrepErrorCode = z.infer<typeof errorCode>
export type OfrepFailure = z.infer<typeof ofrepFailure>
