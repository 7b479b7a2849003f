import type pg from 'pg'
import type { ExemptionRow } from '@/lib/contracts/api/feature-reads'
import { exemptionInForce } from '@/lib/rollout'
import { updatedBy, writerOf } from './updated-by'

interface Row
  extends Pick<ExemptionRow, 'feature' | 'publisherId' | 'publisherName' | 'effect' | 'note' | 'updatedBy'> {
  readonly version: string
  readonly expiresAtMs: number | null
  readonly nowMs: number
  readonly updatedAt: Date
}

function exemptionOf({ version, expiresAtMs, nowMs, updatedAt, ...exemption }: Row): ExemptionRow {
  return {
    ...exemption,
    version: Number(version),
    expiresAt: expiresAtMs === null ? null : new Date(expiresAtMs).toISOString(),
    isExpired: exemptionInForce({ effect: exemption.effect, expiresAt: expiresAtMs }, nowMs) === null,
    updatedAt: updatedAt.toISOString(),
  }
}

/** Exemptions, expired or not. @param which SQL from WHERE on, over `e`, its feature `f` and its publisher `p` */
export async function readExemptions(
  pool: pg.Pool,
  which: string,
  values: readonly unknown[],
): Promise<readonly ExemptionRow[]> {
  const { rows } = await pool.query<Row>(
    `SELECT f.name AS feature, p.id AS "publisherId", p.name AS "publisherName", e.effect, e.note, e.version,
      extract(epoch FROM e.expires_at)::float8 * 1000 AS "expiresAtMs", e.updated_at AS "updatedAt",
      extract(epoch FROM clock_timestamp())::float8 * 1000 AS "nowMs", ${updatedBy('e')} AS "updatedBy"
    FROM scoped_feature_exemptions e JOIN features f ON f.name = e.feature_name JOIN publishers p ON p.id = e.publisher_id
    ${writerOf('e')} ${which}`,
    [...values],
  )
  return rows.map(exemptionOf)
}
