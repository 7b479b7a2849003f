import { permit } from '@/lib/auth/permissions'
import type { StaleFeatures } from '@/lib/contracts/api/reports'
import type { ReadContext } from '../read-context'

const MOST = 1000

type AtFull = StaleFeatures['atFull'][number]
type NotAsked = StaleFeatures['notAsked'][number]
type Unknown = StaleFeatures['unknown'][number]
type Dated<Item, Field extends keyof Item> = Omit<Item, Field> & { readonly [Name in Field]: Date | null }

// A row that is written anew as it was keeps its time, so it is since when the stage stands there.
const AT_FULL = `
  SELECT f.name AS feature, g.updated_at AS since,
    (SELECT count(*)::int FROM scoped_feature_rollouts r
      WHERE r.feature_name = f.name AND r.scope_id IS NOT NULL AND r.stage <> 'full') AS "placesBelow",
    (SELECT count(*)::int FROM scoped_feature_exemptions e WHERE e.feature_name = f.name AND e.effect = 'deny'
      AND (e.expires_at IS NULL OR e.expires_at > now())) AS denies
  FROM features f JOIN scoped_feature_rollouts g ON g.feature_name = f.name AND g.scope_type = 'global'
  WHERE f.archived_at IS NULL AND f.rollout_mode = 'canary' AND g.stage = 'full'
    AND g.updated_at <= now() - interval '60 days'
  ORDER BY g.updated_at, f.name LIMIT ${MOST}`

const NOT_ASKED = `
  SELECT f.name AS feature, a.asked_at AS "askedAt", greatest(f.created_at, a.counted_since) AS "countedSince",
    (SELECT count(*)::int FROM scoped_feature_flag_states s WHERE s.feature_name = f.name) AS "optIns"
  FROM features f LEFT JOIN feature_asks a ON a.feature_name = f.name
  WHERE f.archived_at IS NULL
    AND coalesce(a.asked_at, greatest(f.created_at, a.counted_since)) <= now() - interval '30 days'
  ORDER BY a.asked_at NULLS FIRST, f.name LIMIT ${MOST}`

// Each node keeps the names asked for most; nothing is stored of a name but there.
const UNKNOWN = `
  SELECT u.name AS feature, sum(u.asked)::float8 AS "atLeast", count(*)::int AS nodes, min(n.started_at) AS since,
    bool_or(f.name IS NOT NULL) AS "isArchived"
  FROM nodes n
  CROSS JOIN LATERAL (SELECT each->>0 AS name, (each->>1)::bigint AS asked
    FROM jsonb_array_elements(n.unknown_features) AS each) AS u
  LEFT JOIN features f ON f.name = u.name
  WHERE f.name IS NULL OR f.archived_at IS NOT NULL
  GROUP BY u.name ORDER BY "atLeast" DESC, u.name LIMIT 100`

const textOf = (at: Date | null) => at?.toISOString() ?? ''

/**
 * Features to clean up: at full everywhere for 60 days, not asked for in 30, and names that are asked for and that no
 * feature has, or one that is archived.
 * @throws ChangeError `forbidden`
 */
export async function staleFeatures({ pool, principal }: ReadContext): Promise<StaleFeatures> {
  permit(principal, 'read_rollouts')
  const [atFull, notAsked, unknown] = await Promise.all([
    pool.query<Dated<AtFull, 'since'>>(AT_FULL),
    pool.query<Dated<NotAsked, 'askedAt' | 'countedSince'>>(NOT_ASKED),
    pool.query<Dated<Unknown, 'since'>>(UNKNOWN),
  ])
  return {
    atFull: atFull.rows.map((row) => ({ ...row, since: textOf(row.since) })),
    notAsked: notAsked.rows.map((row) => ({
      ...row,
      askedAt: row.askedAt?.toISOString() ?? null,
      countedSince: textOf(row.countedSince),
    })),
    unknown: unknown.rows.map((row) => ({ ...row, since: row.since?.toISOString() ?? null })),
  }
}
