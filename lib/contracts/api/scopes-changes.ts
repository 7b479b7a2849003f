import { z } from 'zod'
import { featureName, id, note } from '../text'
import { resourceType } from '../words'
import { operation } from './operation'
import { noQuery } from './page'

export const scopeInput = z.strictObject({ reason: note.optional() })

export const scopeChanged = z
  .strictObject({
    scopeType: resourceType,
    scopeId: z.string(),
    optedIn: z.boolean(),
    changed: z.boolean().meta({ description: 'false: it was so already; nothing was written.' }),
  })
  .meta({ id: 'ScopeChanged' })

const common = {
  path: '/features/{name}/scopes/{scopeType}/{scopeId}',
  tag: 'Scopes',
  permission: 'change_rollouts',
  params: z.strictObject({ name: featureName, scopeType: resourceType, scopeId: id }),
  body: scopeInput,
  isBodyOptional: true,
  answer: scopeChanged,
  refusals: [404, 409, 422],
} as const

export const optInOperation = operation({
  ...common,
  id: 'optIn',
  method: 'PUT',
  query: noQuery,
  summary: 'Opts a project or a section in to a feature that supports it.',
})

export const optOutOperation = operation({
  ...common,
  id: 'optOut',
  method: 'DELETE',
  // In the body or as query.
  query: scopeInput,
  summary: 'Opts a project or a section out.',
  refusals: [404, 409],
})

export type ScopeInput = z.input<typeof scopeInput>
export type ScopeChanged = z.infer<typeof scopeChanged>
