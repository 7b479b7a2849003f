import { permit } from '@/lib/auth/permissions'
import type { ExemptionEvent, ExemptionReport } from '@/lib/contracts/api/reports'
import type { ReadContext } from '../read-context'
import { updatedBy, writerOf } from '../updated-by'

const MOST = 2000
const WEEK_MS = 7 * 24 * 3_600_000

// An exemption's entries are those of a feature and a publisher. Ends are of exemptions that still stand: one that was
// changed or removed meanwhile did not end.
const EVENTS = `
  WITH changes AS (
    SELECT CASE WHEN before IS NULL THEN 'made' WHEN after IS NULL THEN 'removed' ELSE 'changed' END AS kind,
      occurred_at AS at, scope_id AS publisher_id, feature_name AS feature, coalesce(after, before) AS facts,
      CASE WHEN after IS NULL THEN note ELSE coalesce(after->>'note', note) END AS note,
      jsonb_build_object('kind', actor_kind, 'id', actor_id, 'name', actor_name) AS by, a.id AS audit_entry
    FROM audit_events a
    WHERE scope_type = 'publisher' AND feature_name IS NOT NULL AND occurred_at >= $1 AND occurred_at < $2
  ), ends AS (
    SELECT CASE WHEN e.expires_at < $2 THEN 'expired' ELSE 'expiring' END AS kind, e.expires_at AS at, e.publisher_id,
      e.feature_name AS feature, jsonb_build_object('effect', e.effect, 'expiresAt', e.expires_at) AS facts, e.note,
      ${updatedBy('e')} AS by, NULL::bigint AS audit_entry
    FROM scoped_feature_exemptions e ${writerOf('e')}
    WHERE e.expires_at >= $1 AND e.expires_at < $3
  )
  SELECT c.kind, c.at, c.publisher_id AS "publisherId", p.name AS "publisherName", c.feature, c.facts->>'effect' AS effect,
    (c.facts->>'expiresAt')::timestamptz AS "expiresAt", c.note, c.by, c.audit_entry::float8 AS "auditEntry"
  FROM (SELECT * FROM changes UNION ALL SELECT * FROM ends) AS c LEFT JOIN publishers p ON p.id = c.publisher_id
  ORDER BY p.name COLLATE "C", c.publisher_id, c.feature, c.at, c.audit_entry LIMIT ${MOST + 1}`

interface Row extends Omit<ExemptionEvent, 'at' | 'expiresAt'> {
  readonly at: Date
  readonly expiresAt: Date | null
}

const eventOf = ({ at, expiresAt, ...event }: Row): ExemptionEvent => ({
  ...event,
  at: at.toISOString(),
  expiresAt: expiresAt?.toISOString() ?? null,
})

async function nowOf({ pool }: Pick<ReadContext, 'pool'>): Promise<Date> {
  const { rows } = await pool.query<{ now: Date }>('SELECT clock_timestamp() AS now')
  return rows[0]?.now ?? new Date()
}

/**
 * What became of exemptions in the week that ends at `until` (now, by the database's clock, where it is left out): made,
 * changed, removed and expired in it, and those that expire in the week after.
 * @throws ChangeError `forbidden`
 */
export async function exemptionReport(
  { pool, principal }: ReadContext,
  { until: given }: { readonly until?: string | undefined } = {},
): Promise<ExemptionReport> {
  permit(principal, 'read_audit')
  const until = given === undefined ? await nowOf({ pool }) : new Date(given)
  const [from, next] = [new Date(until.getTime() - WEEK_MS), new Date(until.getTime() + WEEK_MS)]
  const { rows } = await pool.query<Row>(EVENTS, [from, until, next])
  return {
    from: from.toISOString(),
    until: until.toISOString(),
    items: rows.slice(0, MOST).map(eventOf),
    isCut: rows.length > MOST,
  }
}
