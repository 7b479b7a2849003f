import { z } from 'zod'
import { note } from '../text'
import { auditEntry, readAuditEntryOperation } from './audit'
import { operation } from './operation'
import { noQuery } from './page'

export const revertInput = z.strictObject({ note: note.optional() })
/** As a page asks for it. */
export const revertTarget = revertInput.extend({ id: z.int().min(1) })

export const revertOperation = operation({
  id: 'revertAuditEntry',
  method: 'POST',
  path: '/audit/{id}/revert',
  summary: 'Takes a change back by a new one, under the same rules, while nothing has changed it since.',
  tag: 'Audit',
  // To see the entry. The verb asks for the permission of the change itself.
  permission: 'read_audit',
  params: readAuditEntryOperation.params,
  query: noQuery,
  body: revertInput,
  isBodyOptional: true,
  answer: z.strictObject({
    reverted: z.int(),
    entries: z.array(auditEntry).meta({ description: 'What the new change wrote; none where nothing was to change.' }),
  }),
  refusals: [404, 409, 422],
})

export type RevertTarget = z.input<typeof revertTarget>
export type RevertInput = z.input<typeof revertInput>
export type Reverted = z.infer<typeof revertOperation.answer>
