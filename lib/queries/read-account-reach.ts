import type pg from 'pg'
import { z } from 'zod'
import { may, type Principal, permit } from '@/lib/auth/permissions'
import type { AccountName, AccountReach } from '@/lib/contracts/api/accounts'
import { featureName } from '@/lib/contracts/text'
import { inTransaction } from '@/lib/db/transaction'
import { featureReach } from './accounts/feature-reach'
import { groupBy } from './accounts/group-by'
import { type FeatureAsked, reachGroups } from './accounts/reach-groups'
import { findInDirectory } from './find-in-directory'
import { keyAfter, type PageAsked, pageOf } from './page'
import { policyInForce } from './policy'
import type { ReadContext } from './read-context'

const cursorKey = z.tuple([featureName])

async function momentOf(client: pg.ClientBase): Promise<{ revision: number; nowMs: number }> {
  const { rows } = await client.query<{ n: string; now: number }>(
    'SELECT n, extract(epoch FROM clock_timestamp())::float8 * 1000 AS now FROM state_revision',
  )
  return { revision: Number(rows[0]?.n), nowMs: Number(rows[0]?.now) }
}

async function mayToggle(client: pg.ClientBase, principal: Principal): Promise<boolean> {
  if (!may(principal, 'toggle_internal')) return false
  if (principal.kind !== 'console_user' || principal.role !== 'support') return true
  return (await policyInForce(client)).supportMayToggleInternal
}

async function featuresAfter(client: pg.ClientBase, after: string, limit: number): Promise<FeatureAsked[]> {
  const { rows } = await client.query<FeatureAsked>(
    `SELECT name, rollout_mode AS mode FROM features WHERE archived_at IS NULL AND name > $1 ORDER BY name LIMIT $2`,
    [after, limit],
  )
  return rows
}

/**
 * An account, and what it can reach and why: a page of features by name, and for each at how many of the opted-in
 * projects and sections it is allowed, by reason. Exact, all of one moment.
 * @throws ChangeError `forbidden`, `account_not_found`, `invalid_request` (the cursor)
 */
export async function readAccountReach(
  { pool, principal }: ReadContext,
  { type: kind, id }: AccountName,
  page: PageAsked,
): Promise<AccountReach> {
  permit(principal, 'read_rollouts')
  const [after = ''] = keyAfter(page, cursorKey) ?? []
  const readAll = async (client: pg.PoolClient) => {
    const account = await findInDirectory(client, { kind, id })
    const { revision, nowMs } = await momentOf(client)
    const features = await featuresAfter(client, after, page.limit + 1)
    const groups = groupBy(await reachGroups(client, features.slice(0, page.limit)), ({ feature }) => feature)
    const reach = pageOf(
      features,
      page,
      ({ name }) => [name],
      (feature) => featureReach(account, feature, groups.get(feature.name) ?? [], nowMs),
    )
    const mayToggleInternal = await mayToggle(client, principal)
    return { account, mayToggleInternal, revision, reach }
  }
  return inTransaction(pool, readAll, 'BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY')
}
