import { z } from 'zod'
import { id, line, note } from '../text'
import { actorType, reason, rolloutMode, stage } from '../words'
import { operation } from './operation'
import { noParams, noQuery, pageOf, pageQuery } from './page'

/** An author or a user of the directory. */
export const account = z
  .strictObject({
    type: actorType,
    id: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    isInternal: z.boolean(),
  })
  .meta({ id: 'Account' })

export const accountChanged = account
  .extend({ changed: z.boolean().meta({ description: 'false: it was so already; nothing was written.' }) })
  .meta({ id: 'AccountChanged' })

export const accountName = z.strictObject({ type: actorType, id })
export const setInternalInput = z.strictObject({ isInternal: z.boolean(), note })

const count = z.int().min(0)
const resources = z.strictObject({ projects: count, sections: count }).meta({ id: 'ResourceCounts' })

/** What an account can reach of one feature: every opted-in resource is decided, and counted by reason. */
export const featureReach = z
  .strictObject({
    feature: z.string(),
    mode: rolloutMode,
    bucket: z
      .number()
      .nullable()
      .meta({ description: 'The place on the 0–100 line; null where the mode has no cohort.' }),
    cohort: z
      .strictObject({ fivePercent: z.boolean(), fiftyPercent: z.boolean() })
      .nullable()
      .meta({ description: 'Whether the account is in the cohort of each stage; null where the mode has none.' }),
    optedIn: resources,
    allowed: resources,
    reasons: z
      .array(
        z.strictObject({
          reason,
          result: z.boolean(),
          stage: stage.nullable(),
          resources,
          example: z.strictObject({ type: z.enum(['project', 'section']), id: z.string() }),
        }),
      )
      .max(100),
  })
  .meta({ id: 'FeatureReach' })

export const accountReach = z
  .strictObject({
    account,
    mayToggleInternal: z.boolean().meta({ description: 'Whether who asks may switch its internal flag.' }),
    revision: z.int(),
    reach: pageOf(featureReach),
  })
  .meta({ id: 'AccountReach' })

/** The most rows that one file may hold. */
export const MOST_CSV_ROWS = 10_000

const plannedRow = z.strictObject({
  line: z.int().min(1),
  type: z.string(),
  id: z.string(),
  name: z.string().nullable().meta({ description: 'Null where there is no such account.' }),
  isInternal: z.boolean().nullable().meta({ description: 'As the file has it; null where that can not be read.' }),
  outcome: z.enum(['will_change', 'changed', 'unchanged', 'at_fault']),
  message: z.string().nullable().meta({ description: 'What is wrong with a row at fault.' }),
})

/** What a file of internal flags did, or would do, row by row. */
export const internalsPlan = z
  .strictObject({
    dryRun: z.boolean(),
    importId: z
      .string()
      .nullable()
      .meta({ description: 'Shared by the audit entries; null where nothing was written.' }),
    revision: z.int(),
    counts: z.strictObject({ changed: count, unchanged: count, atFault: count }),
    rows: z.array(plannedRow).max(MOST_CSV_ROWS),
  })
  .meta({ id: 'InternalsPlan' })

const common = { tag: 'Accounts', query: noQuery } as const

export const listAccountsOperation = operation({
  ...common,
  id: 'listAccounts',
  method: 'GET',
  path: '/accounts',
  summary: 'Authors and users: all, or those that a search finds as one types.',
  permission: 'read_rollouts',
  params: noParams,
  query: pageQuery.extend({
    type: actorType.optional(),
    q: z
      .union([z.literal(''), line(255)])
      .optional()
      .meta({
        description:
          'Finds the beginning of an id, a name or an e-mail address; with three letters (A–Z) or digits in a row also each of its words anywhere in a name or an address, shorter ones as the beginning of a word.',
      }),
    internal: z.enum(['true', 'false']).optional(),
  }),
  body: null,
  answer: pageOf(account),
  refusals: [],
  isRead: true,
})

export const getAccountOperation = operation({
  ...common,
  id: 'getAccount',
  method: 'GET',
  path: '/accounts/{type}/{id}',
  summary: 'An account, and what it can reach and why, feature by feature.',
  permission: 'read_rollouts',
  params: accountName,
  query: pageQuery,
  body: null,
  answer: accountReach,
  refusals: [404],
  isRead: true,
})

export const setInternalOperation = operation({
  ...common,
  id: 'setInternal',
  method: 'PUT',
  path: '/accounts/{type}/{id}/internal',
  summary: 'Marks an account internal, or no longer internal.',
  permission: 'toggle_internal',
  params: accountName,
  body: setInternalInput,
  answer: accountChanged,
  refusals: [404, 409],
})

export const setInternalsOperation = operation({
  ...common,
  id: 'setInternals',
  method: 'POST',
  path: '/accounts/internal',
  summary: 'Marks many accounts by a CSV file: type,id,is_internal,note. All or nothing; a dry run names every row.',
  permission: 'toggle_internal',
  params: noParams,
  query: z.strictObject({ dryRun: z.enum(['true', 'false']).default('false') }),
  body: z.string().meta({
    description: `CSV in UTF-8: a header, then at most ${MOST_CSV_ROWS} rows, each with its note.`,
    examples: ['type,id,is_internal,note\nuser,1042,true,Joins the pilot\n'],
  }),
  bodyMediaType: 'text/csv',
  answer: internalsPlan,
  refusals: [409, 422],
})

export type Account = z.infer<typeof account>
export type AccountName = z.infer<typeof accountName>
export type AccountChanged = z.infer<typeof accountChanged>
export type SetInternalInput = z.input<typeof setInternalInput>
export type FeatureReach = z.infer<typeof featureReach>
export type AccountReach = z.infer<typeof accountReach>
export type InternalsPlan = z.infer<typeof internalsPlan>
export type PlannedRow = z.infer<typeof plannedRow>
