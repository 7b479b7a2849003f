import type pg from 'pg'
import { ChangeError } from '@/lib/changes/errors'
import type { FeatureContext, RolloutMode } from '@/lib/rollout'

export interface FeatureRow {
  readonly name: string
  readonly description: string
  readonly contexts: FeatureContext
  readonly rolloutMode: RolloutMode
  readonly isArchived: boolean
  readonly version: number
}

/** A feature, archived or not. @throws ChangeError `feature_not_found` */
export async function findFeature(database: Pick<pg.ClientBase, 'query'>, name: string): Promise<FeatureRow> {
  const { rows } = await database.query(
    `SELECT name, description, contexts, rollout_mode AS "rolloutMode", archived_at IS NOT NULL AS "isArchived", version
     FROM features WHERE name = $1`,
    [name],
  )
  if (rows.length === 0) throw new ChangeError('feature_not_found', 'There is no feature of this name.')
  return { ...rows[0], version: Number(rows[0].version) }
}
