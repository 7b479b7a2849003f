import { z } from 'zod'
import { operation } from './operation'
import { noParams, noQuery } from './page'

/** What system admins have settled. `version` is null while nobody has. */
const policy = z.strictObject({ supportMayToggleInternal: z.boolean(), version: z.int().nullable() })

export const changePolicyInput = z.strictObject({
  supportMayToggleInternal: z.boolean(),
  /** The version that was seen; null or absent: "nobody had settled it". */
  expectedVersion: z.int().min(1).nullable().optional(),
})

export const readPolicyOperation = operation({
  id: 'readPolicy',
  method: 'GET',
  path: '/settings',
  summary: 'The policy that system admins have settled.',
  tag: 'Settings',
  permission: 'manage_settings',
  params: noParams,
  query: noQuery,
  body: null,
  answer: policy,
  refusals: [],
  isForPeopleOnly: true,
})

export type Policy = z.infer<typeof policy>
export type ChangePolicyInput = z.input<typeof changePolicyInput>
