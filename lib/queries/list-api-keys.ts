import type pg from 'pg'
import { z } from 'zod'
import { permit } from '@/lib/auth/permissions'
import { ChangeError } from '@/lib/changes/errors'
import type { ApiKeyItem } from '@/lib/contracts/api/keys'
import type { Page } from '@/lib/contracts/api/page'
import { keyAfter, type PageAsked, pageOf } from './page'
import type { ReadContext } from './read-context'

type Row = Omit<ApiKeyItem, 'expiresAt' | 'revokedAt' | 'lastUsedAt' | 'createdAt'> &
  Readonly<Record<'expiresAt' | 'revokedAt' | 'lastUsedAt', Date | null>> & { readonly createdAt: Date }

const READ = `SELECT key.id::text, key.name, key.prefix, key.scopes, key.rate_limit_per_s AS "rateLimitPerS",
    key.allowed_origins AS "allowedOrigins", key.expires_at AS "expiresAt", key.revoked_at AS "revokedAt",
    key.last_used_at AS "lastUsedAt", key.created_at AS "createdAt",
    coalesce(person.name, key.created_by) AS "createdBy",
    CASE WHEN key.revoked_at IS NOT NULL THEN 'revoked' WHEN key.expires_at <= now() THEN 'expired' ELSE 'active' END AS status
  FROM api_keys key LEFT JOIN console_users person ON person.id::text = key.created_by`

const text = (instant: Date | null) => instant?.toISOString() ?? null

function itemOf(row: Row): ApiKeyItem {
  const { expiresAt, revokedAt, lastUsedAt, createdAt } = row
  return {
    ...row,
    expiresAt: text(expiresAt),
    revokedAt: text(revokedAt),
    lastUsedAt: text(lastUsedAt),
    createdAt: createdAt.toISOString(),
  }
}

/** A page of the API keys, newest first. @throws ChangeError `forbidden`, `invalid_request` (the cursor) */
export async function listApiKeys({ pool, principal }: ReadContext, asked: PageAsked): Promise<Page<ApiKeyItem>> {
  permit(principal, 'manage_keys')
  const [id = null] = keyAfter(asked, z.tuple([z.uuid()])) ?? []
  const { rows } = await pool.query<Row>(
    `${READ} WHERE $1::uuid IS NULL OR (key.created_at, key.id) < (SELECT created_at, id FROM api_keys WHERE id = $1)
     ORDER BY key.created_at DESC, key.id DESC LIMIT $2`,
    [id, asked.limit + 1],
  )
  return pageOf(rows, asked, (row) => [row.id], itemOf)
}

/** One key. @throws ChangeError `not_found` */
export async function findApiKey(database: Pick<pg.ClientBase, 'query'>, id: string): Promise<ApiKeyItem> {
  const { rows } = await database.query<Row>(`${READ} WHERE key.id = $1::uuid`, [id])
  const [row] = rows
  if (row === undefined) throw new ChangeError('not_found', 'There is no key of this id.')
  return itemOf(row)
}
