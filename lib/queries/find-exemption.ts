import type pg from 'pg'
import { ChangeError } from '@/lib/changes/errors'
import type { ExemptionItem } from '@/lib/contracts/api/exemptions-changes'
import type { StandingExemption } from '@/lib/rollout'
import { updatedBy, writerOf } from './updated-by'

interface Row {
  readonly effect: ExemptionItem['effect'] | null
  readonly note: string
  readonly expiresAt: Date | null
  readonly version: string
  readonly updatedAt: Date
  readonly updatedBy: ExemptionItem['updatedBy']
  readonly now: Date
}

/** A publisher's exemption from an existing feature, as people see it and as it is judged; null: none. */
export interface FoundExemption {
  readonly item: ExemptionItem | null
  readonly standing: StandingExemption | null
  /** Database time, epoch ms. */
  readonly nowMs: number
}

const READ = `
  SELECT e.effect, e.note, e.expires_at AS "expiresAt", e.version, e.updated_at AS "updatedAt",
    ${updatedBy('e')} AS "updatedBy", clock_timestamp() AS now
  FROM publishers p LEFT JOIN scoped_feature_exemptions e ON e.feature_name = $1 AND e.publisher_id = p.id
  ${writerOf('e')} WHERE p.id = $2`

/**
 * Inside a change, what it says stays true until the change is committed.
 * @throws ChangeError `publisher_not_found`
 */
export async function findExemption(
  database: Pick<pg.ClientBase, 'query'>,
  feature: string,
  publisherId: string,
): Promise<FoundExemption> {
  const { rows } = await database.query<Row>(READ, [feature, publisherId])
  const [row] = rows
  if (row === undefined) throw new ChangeError('publisher_not_found', 'There is no publisher of this id.')
  const nowMs = row.now.getTime()
  if (row.effect === null) return { item: null, standing: null, nowMs }
  const { effect, note, expiresAt, updatedAt } = row
  const version = Number(row.version)
  return {
    item: {
      publisherId,
      effect,
      note,
      expiresAt: expiresAt?.toISOString() ?? null,
      version,
      updatedBy: row.updatedBy,
      updatedAt: updatedAt.toISOString(),
    },
    standing: { effect, note, expiresAt: expiresAt?.getTime() ?? null, version },
    nowMs,
  }
}
