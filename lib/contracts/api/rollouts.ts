import { z } from 'zod'
import { featureName, id, note } from '../text'
import { resourceType, scopeType, stage } from '../words'
import { operation } from './operation'
import { noQuery } from './page'
import { expectedVersion, expectedVersionInQuery } from './version'

export const author = z
  .strictObject({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() })
  .meta({ id: 'ChangedBy', description: 'Who changed it last; name is null where nobody of that id is known.' })

/** A place of a feature and what is in force there. `stage` and `version` are null where it has no own rollout. */
export const rolloutItem = z
  .strictObject({
    scopeType,
    scopeId: z.string().nullable(),
    stage: stage.nullable(),
    version: z.int().nullable(),
    effectiveStage: stage,
    source: z.enum([...scopeType.options, 'default']),
    updatedBy: author.nullable(),
    updatedAt: z.string().nullable(),
  })
  .meta({ id: 'Rollout' })

/** What a change did: the place as it is now, and what was in force before. */
export const rolloutChanged = rolloutItem
  .extend({
    changed: z.boolean().meta({ description: 'false: it was so already; nothing was written.' }),
    replaced: z.strictObject({ stage: stage.nullable(), version: z.int().nullable(), effectiveStage: stage }),
  })
  .meta({ id: 'RolloutChanged' })

export const setStageInput = z.strictObject({ stage, reason: note.optional(), expectedVersion })
export const clearStageInput = z.strictObject({ reason: note.optional(), expectedVersion })

const feature = z.strictObject({ name: featureName })
const scoped = z.strictObject({ name: featureName, scopeType: resourceType, scopeId: id })
const common = { tag: 'Rollouts', query: noQuery } as const
const change = { ...common, permission: 'change_rollouts', takesIfMatch: true, refusals: [404, 409, 422] } as const

export const listRolloutsOperation = operation({
  ...common,
  id: 'listRollouts',
  method: 'GET',
  path: '/features/{name}/rollouts',
  summary: "A feature's own rollouts, each with the stage in force there and where it comes from.",
  permission: 'read_rollouts',
  params: feature,
  body: null,
  answer: z.strictObject({ items: z.array(rolloutItem) }),
  refusals: [404],
  isRead: true,
})

export const setGlobalStageOperation = operation({
  ...change,
  id: 'setGlobalStage',
  method: 'PUT',
  path: '/features/{name}/rollouts/global',
  summary: 'Sets the global stage: one step forward, or any number back with a reason.',
  params: feature,
  body: setStageInput,
  answer: rolloutChanged,
})

export const setScopedStageOperation = operation({
  ...change,
  id: 'setScopedStage',
  method: 'PUT',
  path: '/features/{name}/rollouts/{scopeType}/{scopeId}',
  summary: "Sets a project's or a section's own stage.",
  params: scoped,
  body: setStageInput,
  answer: rolloutChanged,
})

export const clearStageOperation = operation({
  ...change,
  id: 'clearStage',
  method: 'DELETE',
  path: '/features/{name}/rollouts/{scopeType}/{scopeId}',
  summary: "Removes a project's or a section's own stage, so that it inherits again.",
  params: scoped,
  // In the body or as query.
  query: z.strictObject({ reason: note.optional(), expectedVersion: expectedVersionInQuery }),
  body: clearStageInput,
  isBodyOptional: true,
  answer: rolloutChanged,
})

export type RolloutItem = z.infer<typeof rolloutItem>
export type RolloutChanged = z.infer<typeof rolloutChanged>
export type SetStageInput = z.input<typeof setStageInput>
export type ClearStageInput = z.input<typeof clearStageInput>
