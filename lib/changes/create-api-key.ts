import type pg from 'pg'
import { z } from 'zod'
import { makeApiKey } from '@/lib/auth/api-keys'
import { permit } from '@/lib/auth/permissions'
import { instant, label } from '@/lib/contracts/text'
import type { ChangeContext } from './change-context'
import { type Changed, inChange } from './in-change'
import { parseInput } from './parse-input'
import { requireFuture } from './require-future'

const origin = z
  .url({ protocol: /^https?$/ })
  // Asked for what is no address too: that has been said by then.
  .refine(
    (text) => !URL.canParse(text) || new URL(text).origin === text,
    'an origin has no path: https://app.example.edu',
  )

export const newApiKey = z.strictObject({
  name: label(255),
  scopes: z
    .array(z.enum(['decide', 'admin']))
    .min(1)
    .max(2),
  rateLimitPerS: z.int().min(1).max(1_000_000).nullable().default(null),
  allowedOrigins: z.array(origin).max(50).default([]),
  expiresAt: instant.nullable().default(null),
})

export type NewApiKey = z.input<typeof newApiKey>

async function databaseNowMs(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ now: number }>(
    'SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS now',
  )
  return rows[0]?.now ?? Number.POSITIVE_INFINITY
}

/**
 * Makes an API key (api.md, "Keys"). The key is in the answer and nowhere else.
 * @throws ChangeError `forbidden`, `invalid_request`
 */
export async function createApiKey(
  context: ChangeContext,
  given: NewApiKey,
): Promise<Changed<{ id: string; key: string; prefix: string }>> {
  permit(context.principal, 'manage_keys')
  const { name, scopes, rateLimitPerS, allowedOrigins, expiresAt } = parseInput(newApiKey, given)
  const made = makeApiKey()
  return inChange(context, {}, async (client) => {
    if (expiresAt !== null) requireFuture('The key', Date.parse(expiresAt), await databaseNowMs(client))
    const { rows } = await client.query(
      `INSERT INTO api_keys (name, prefix, hash, scopes, rate_limit_per_s, allowed_origins, expires_at, created_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
      [name, made.prefix, made.hash, scopes, rateLimitPerS, allowedOrigins, expiresAt, context.principal.id],
    )
    return { id: String(rows[0].id), key: made.key, prefix: made.prefix }
  })
}
