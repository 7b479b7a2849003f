import { z } from 'zod'
import { featureName, id, instant, line } from '../text'
import { operation } from './operation'
import { noParams, noQuery, pageOf, pageQuery } from './page'

const facts = z.record(z.string(), z.unknown()).nullable()
const text = z.string().nullable()
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** Why an entry can not be reverted now. */
const whyNot = z.enum(['superseded', 'not_revertible', 'forbidden'])

export const auditEntry = z
  .strictObject({
    id: z.int().meta({ description: 'Counts up from 1 without a gap.' }),
    occurredAt: z.string().meta({ description: 'In UTC, with microseconds.' }),
    revision: z.int(),
    actor: z.strictObject({ kind: z.string(), id: text, name: text }).meta({
      id: 'AuditActor',
      description: 'Who did it, with the name as it was; `outside`: written past the application, by a database role.',
    }),
    action: z.string().meta({ examples: ['rollout.changed'] }),
    feature: text,
    scopeType: text,
    scopeId: text,
    scopeName: text.meta({
      description: 'What it is called now: the title, the name; null for what is gone or has none.',
    }),
    before: facts,
    after: facts,
    differences: z.array(z.strictObject({ field: z.string(), before: z.unknown(), after: z.unknown() })),
    note: text,
    requestId: text,
    importId: text,
    prevHash: z.string(),
    hash: z.string(),
    revert: z.strictObject({
      isOffered: z.boolean(),
      code: whyNot.nullable(),
      message: text.meta({ description: 'Why it is not offered; null where it is.' }),
    }),
  })
  .meta({ id: 'AuditEntry' })

/** What entries are asked for by. An id goes with its type. */
export const auditFilters = z.strictObject({
  actorKind: line(255).optional(),
  actorId: line(255).optional(),
  feature: featureName.optional(),
  action: line(255).optional(),
  scopeType: line(255).optional(),
  scopeId: id.optional(),
  from: instant.optional(),
  to: instant.optional(),
  importId: z.uuid().optional(),
})

const idNeedsItsType = (given: z.output<typeof auditFilters>) =>
  (given.actorId === undefined || given.actorKind !== undefined) &&
  (given.scopeId === undefined || given.scopeType !== undefined)
const ID_NEEDS_TYPE = 'actorId goes with actorKind, and scopeId with scopeType'

const read = { tag: 'Audit', permission: 'read_audit', body: null, isRead: true } as const

export const listAuditOperation = operation({
  ...read,
  id: 'listAudit',
  method: 'GET',
  path: '/audit',
  summary: 'Every change, newest first. As CSV: all that the filters let through, without pages.',
  params: noParams,
  query: z
    .strictObject({
      ...pageQuery.shape,
      ...auditFilters.shape,
      format: z.enum(['json', 'csv']).default('json'),
    })
    .refine(idNeedsItsType, ID_NEEDS_TYPE),
  answer: pageOf(auditEntry),
  alsoAs: ['text/csv'],
  refusals: [],
})

export const readAuditEntryOperation = operation({
  ...read,
  id: 'readAuditEntry',
  method: 'GET',
  path: '/audit/{id}',
  summary: 'One change.',
  params: z.strictObject({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) }),
  query: noQuery,
  answer: auditEntry,
  refusals: [404],
})

export const listAuditTermsOperation = operation({
  ...read,
  id: 'listAuditTerms',
  method: 'GET',
  path: '/audit/terms',
  summary: 'Who occurs in the trail, under the name last borne there, and which actions: what to filter by.',
  params: noParams,
  query: noQuery,
  answer: z.strictObject({
    actors: z.array(z.strictObject({ kind: z.string(), id: text, name: text })),
    actions: z.array(z.string()),
  }),
  refusals: [],
})

export const auditHead = z.strictObject({ id: z.int(), hash: sha256 }).meta({
  id: 'AuditHead',
  description: "A trail's last entry; it is logged now and then, so that a tail that was cut off shows.",
})

export const auditVerification = z
  .strictObject({
    isWhole: z.boolean(),
    entries: z.int().meta({ description: 'How many entries were found whole.' }),
    head: auditHead.nullable(),
    break: z
      .strictObject({
        kind: z.enum(['gap', 'link', 'hash', 'order', 'head']),
        entryId: z.int(),
        message: z.string(),
      })
      .nullable()
      .meta({ description: 'The first entry that is not as it must be, and how.' }),
    replay: z
      .strictObject({
        outcome: z.enum(['equal', 'differs', 'unprovable']),
        message: z.string(),
        differences: z.array(
          z.strictObject({
            fact: z.string(),
            entryId: z.int().nullable(),
            told: facts,
            present: facts,
          }),
        ),
      })
      .meta({ description: 'Whether the trail, replayed from its start, gives the present state.' }),
  })
  .meta({ id: 'AuditVerification' })

export const verifyAuditOperation = operation({
  ...read,
  id: 'verifyAudit',
  method: 'GET',
  path: '/audit/verify',
  summary: 'Walks the hash chain, and replays the trail against the present state.',
  params: noParams,
  query: z.strictObject({
    head: z
      .string()
      .regex(/^[1-9]\d{0,15}:[0-9a-f]{64}$/, 'an entry and its hash: 118:ab12…')
      .optional()
      .meta({ description: 'A head that was logged: the trail must still hold it.' }),
    format: z
      .enum(['json', 'events'])
      .default('json')
      .meta({ description: 'events: `progress`, then `report`, as server-sent events.' }),
  }),
  answer: auditVerification,
  alsoAs: ['text/event-stream'],
  refusals: [],
})

export type AuditEntry = z.infer<typeof auditEntry>
export type AuditFilters = z.output<typeof auditFilters>
export type AuditHead = z.infer<typeof auditHead>
export type AuditVerification = z.infer<typeof auditVerification>
