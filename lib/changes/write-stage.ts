import type pg from 'pg'
import type { PlaceName } from '@/lib/contracts/targets'
import type { Stage } from '@/lib/rollout'
import { resourceIds } from './resource-ids'

/** Makes or changes a place's own rollout. Under the writers' lock, and where the change was judged. */
export async function writeStage(
  client: pg.ClientBase,
  feature: string,
  place: PlaceName,
  stage: Stage,
): Promise<void> {
  // Of the two unique indexes, each fits its kind of place; the writers' lock makes the update safe.
  await client.query(
    `WITH updated AS (
       UPDATE scoped_feature_rollouts SET stage = $5
       WHERE feature_name = $1 AND scope_type = $2 AND scope_id IS NOT DISTINCT FROM coalesce($3, $4) RETURNING id)
     INSERT INTO scoped_feature_rollouts (feature_name, scope_type, project_id, section_id, stage)
     SELECT $1, $2, $3, $4, $5 WHERE NOT EXISTS (SELECT FROM updated)`,
    [feature, place.scopeType, ...resourceIds(place), stage],
  )
}
