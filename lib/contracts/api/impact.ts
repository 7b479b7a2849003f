import { z } from 'zod'
import { featureName, id, instant, note } from '../text'
import { actorType, exemptionEffect, rolloutMode, stage } from '../words'
import { exemptionItem } from './exemptions-changes'
import { operation } from './operation'
import { noQuery } from './page'
import { rolloutItem } from './rollouts'
import { expectedVersion } from './version'

const scoped = { scopeType: z.enum(['project', 'section']), scopeId: id } as const
const seen = {
  expectedVersion: expectedVersion.meta({
    description: 'The version that was seen; null: there was none. Absent: whatever there is now.',
  }),
} as const

/** A change not yet made (decision.md's words; the fields of the operation that would make it). */
export const impactChange = z
  .discriminatedUnion('kind', [
    z.discriminatedUnion('scopeType', [
      z.strictObject({
        kind: z.literal('set_stage'),
        scopeType: z.literal('global'),
        scopeId: z.null().optional(),
        stage,
        ...seen,
      }),
      z.strictObject({ kind: z.literal('set_stage'), ...scoped, stage, ...seen }),
    ]),
    z.strictObject({ kind: z.literal('clear_stage'), ...scoped, ...seen }),
    z.strictObject({
      kind: z.literal('set_exemption'),
      publisherId: id,
      effect: exemptionEffect,
      note: note.optional(),
      expiresAt: instant.nullable().optional(),
      ...seen,
    }),
    z.strictObject({ kind: z.literal('remove_exemption'), publisherId: id, ...seen }),
    z.strictObject({ kind: z.enum(['opt_in', 'opt_out']), ...scoped }),
    z.strictObject({ kind: z.literal('set_mode'), rolloutMode }),
    z.strictObject({ kind: z.literal('set_internal'), actorType, actorId: id, isInternal: z.boolean() }),
    z.strictObject({ kind: z.literal('archive') }),
  ])
  .meta({ id: 'ImpactChange' })

const count = z.int().min(0)

/** What the rules would say of the change, as if a reason came with it. */
export const impactVerdict = z
  .strictObject({
    outcome: z.enum(['apply', 'no_op', 'refuse']),
    code: z.enum(['version_conflict', 'stage_skipped', 'scope_unsupported']).nullable(),
    needsReason: z.boolean().meta({ description: 'It is refused without a reason, or a note.' }),
    direction: z.enum(['forward', 'backward', 'pin', 'unpin', 'import_start']).nullable(),
    from: stage.nullable(),
    to: stage.nullable(),
    next: stage.nullable().meta({ description: 'Where a stage would be skipped: the one step that is open.' }),
    sections: z.array(z.strictObject({ id: z.string(), from: stage, to: stage })).meta({
      description: 'The sections that would skip a stage; the first hundred.',
    }),
    places: z
      .array(z.strictObject({ scopeType: z.string(), scopeId: z.string().nullable(), stage }))
      .meta({ description: 'The places that are short of full, which keep the mode from being scoped only.' }),
  })
  .meta({ id: 'ImpactVerdict' })

const someone = z.strictObject({ id: z.string(), name: z.string() })
const actors = z.strictObject({ count, first: z.array(someone).meta({ description: 'The first ten by id.' }) })
const byType = z.strictObject({ authors: actors, users: actors })
const resources = z.strictObject({
  reached: count.meta({ description: 'Opted in, and in reach of the change.' }),
  raised: count.meta({ description: 'Let in more actors by it.' }),
  lowered: count.meta({ description: 'Let in fewer.' }),
  following: count.meta({ description: 'Take their stage from the place whose stage changes.' }),
  overridden: count.meta({ description: 'Lie below that place, and take their stage from another rollout.' }),
})
const publishers = z.strictObject({
  count,
  first: z.array(someone.extend({ resources: count })).meta({ description: 'The first twenty by name.' }),
})

/** What of the change's subject is there now. Null: not what this change is about, or not there. */
export const impactCurrent = z
  .strictObject({
    rollout: rolloutItem.nullable(),
    exemption: exemptionItem.nullable(),
    isOptedIn: z.boolean().nullable(),
    isInternal: z.boolean().nullable(),
    rolloutMode,
    featureVersion: z.int(),
  })
  .meta({ id: 'ImpactCurrent' })

/** Who gains and who loses: distinct actors of the directory. Those unknown to it are not counted. */
export const impact = z
  .strictObject({
    feature: z.string(),
    revision: count.meta({ description: 'The state that it was judged in.' }),
    asOf: z.string(),
    current: impactCurrent,
    verdict: impactVerdict,
    gain: byType,
    lose: byType,
    both: z.strictObject({ authors: count, users: count }).meta({
      description: 'Those of them that gain in one resource and lose in another.',
    }),
    directory: z.strictObject({ authors: count, users: count }).meta({ description: 'How many actors there are.' }),
    countsUnknownActors: z.literal(false),
    resources: z.strictObject({ projects: resources, sections: resources }),
    publishers: z.strictObject({ denied: publishers, forced: publishers }),
  })
  .meta({ id: 'Impact' })

export const impactOperation = operation({
  id: 'previewImpact',
  method: 'POST',
  path: '/features/{name}/impact',
  summary: 'Who would gain and who would lose access by a change that is not yet made.',
  tag: 'Rollouts',
  permission: 'read_rollouts',
  params: z.strictObject({ name: featureName }),
  query: z.strictObject({
    format: z
      .enum(['json', 'events', 'csv'])
      .optional()
      .meta({ description: 'As `Accept`: events tell of the progress; csv is everyone concerned.' }),
  }),
  body: impactChange,
  answer: impact,
  alsoAs: ['text/event-stream', 'text/csv'],
  refusals: [404, 409],
  isRead: true,
})

/** What an internal flag would do to one account, feature by feature; those without effect are left out. */
export const accountImpact = z
  .strictObject({
    revision: count,
    asOf: z.string(),
    isInternal: z.boolean().meta({ description: 'What it is now.' }),
    verdict: impactVerdict,
    features: z.array(z.strictObject({ feature: z.string(), gains: z.boolean(), loses: z.boolean() })),
  })
  .meta({ id: 'AccountImpact' })

export const accountImpactOperation = operation({
  id: 'previewAccountImpact',
  method: 'POST',
  path: '/accounts/{type}/{id}/impact',
  summary: 'Which features an account would gain or lose by its internal flag.',
  tag: 'Accounts',
  permission: 'read_rollouts',
  params: z.strictObject({ type: actorType, id }),
  query: noQuery,
  body: z.strictObject({ isInternal: z.boolean() }),
  answer: accountImpact,
  refusals: [404, 409],
  isRead: true,
})

export type ImpactChangeInput = z.output<typeof impactChange>
export type ImpactAnswer = z.infer<typeof impact>
export type ImpactVerdict = z.infer<typeof impactVerdict>
export type ImpactCurrent = z.infer<typeof impactCurrent>
export type AccountImpactAnswer = z.infer<typeof accountImpact>
