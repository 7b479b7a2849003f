import { z } from 'zod'
import { operation } from './operation'
import { noParams, pageOf, pageQuery } from './page'

/** An API key as people see it: whose it is and whether it works, never the key. Times are RFC 3339. */
const apiKeyItem = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  /** Its readable beginning. */
  prefix: z.string(),
  scopes: z.array(z.enum(['decide', 'admin'])),
  rateLimitPerS: z.int().nullable(),
  allowedOrigins: z.array(z.string()),
  status: z.enum(['active', 'expired', 'revoked']),
  expiresAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
  /** Who made it: the name of a person of the console, or of who ran a command. */
  createdBy: z.string().nullable(),
  createdAt: z.string(),
})

export const listApiKeysOperation = operation({
  id: 'listApiKeys',
  method: 'GET',
  path: '/keys',
  summary: 'The API keys, newest first.',
  tag: 'Settings',
  permission: 'manage_keys',
  params: noParams,
  query: pageQuery,
  body: null,
  answer: pageOf(apiKeyItem),
  refusals: [],
  isForPeopleOnly: true,
})

export type ApiKeyItem = z.infer<typeof apiKeyItem>
