import { z } from 'zod'
import { featureName, id, instant, note } from '../text'
import { exemptionEffect } from '../words'
import { operation } from './operation'
import { noQuery } from './page'
import { author } from './rollouts'
import { expectedVersion, expectedVersionInQuery } from './version'

const fields = { effect: exemptionEffect, note: z.string(), expiresAt: z.string().nullable(), version: z.int() }

/** A publisher's exemption from a feature; one that has expired stands until it is removed. */
export const exemptionItem = z
  .strictObject({ publisherId: z.string(), ...fields, updatedBy: author, updatedAt: z.string() })
  .meta({ id: 'Exemption' })

const outcome = {
  changed: z.boolean().meta({ description: 'false: it was so already; nothing was written.' }),
  replaced: z.strictObject(fields).nullable().meta({ description: 'What stood before; null: nothing.' }),
}
export const exemptionSet = exemptionItem.extend(outcome).meta({ id: 'ExemptionSet' })
export const exemptionRemoved = z.strictObject({ publisherId: z.string(), ...outcome }).meta({ id: 'ExemptionRemoved' })

/** All of it: an exemption set without `expiresAt` has none, also where it had one. */
export const setExemptionInput = z.strictObject({
  effect: exemptionEffect,
  note,
  expiresAt: instant.nullable().optional(),
  expectedVersion,
})
export const removeExemptionInput = z.strictObject({ note: note.optional(), expectedVersion })

const common = {
  path: '/features/{name}/exemptions/{publisherId}',
  tag: 'Exemptions',
  permission: 'change_rollouts',
  params: z.strictObject({ name: featureName, publisherId: id }),
  takesIfMatch: true,
} as const

export const setExemptionOperation = operation({
  ...common,
  id: 'setExemption',
  method: 'PUT',
  summary: 'Denies a feature to a publisher, or forces it on, with a note; until it is removed or expires.',
  query: noQuery,
  body: setExemptionInput,
  answer: exemptionSet,
  refusals: [404, 409],
})

export const removeExemptionOperation = operation({
  ...common,
  id: 'removeExemption',
  method: 'DELETE',
  summary: "Removes a publisher's exemption, with a note.",
  // In the body or as query.
  query: z.strictObject({ note: note.optional(), expectedVersion: expectedVersionInQuery }),
  body: removeExemptionInput,
  isBodyOptional: true,
  answer: exemptionRemoved,
  refusals: [404, 409, 422],
})

export type ExemptionItem = z.infer<typeof exemptionItem>
export type SetExemptionInput = z.input<typeof setExemptionInput>
export type RemoveExemptionInput = z.input<typeof removeExemptionInput>
export type ExemptionSet = z.infer<typeof exemptionSet>
export type ExemptionRemoved = z.infer<typeof exemptionRemoved>
