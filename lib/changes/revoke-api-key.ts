import { z } from 'zod'
import { permit } from '@/lib/auth/permissions'
import type { ApiKeyItem } from '@/lib/contracts/api/keys'
import { findApiKey } from '@/lib/queries/list-api-keys'
import type { ChangeContext } from './change-context'
import { type Changed, inChange } from './in-change'
import { parseInput } from './parse-input'

export const keyTarget = z.strictObject({ id: z.uuid() })

/**
 * Revokes an API key: on every node within a second it opens nothing any more (api.md, "Keys"). One that is revoked
 * stays so, as of when it was.
 * @throws ChangeError `forbidden`, `invalid_request`, `not_found`, `busy`
 */
export async function revokeApiKey(
  context: ChangeContext,
  given: z.input<typeof keyTarget>,
): Promise<Changed<ApiKeyItem>> {
  permit(context.principal, 'manage_keys')
  const { id } = parseInput(keyTarget, given)
  return inChange(context, {}, async (client) => {
    await client.query('UPDATE api_keys SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL', [id])
    return findApiKey(client, id)
  })
}
