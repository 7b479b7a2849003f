import { plan } from './plan-accounts'
import type { ImportSession } from './session'

// The origin of every change: the rollouts before the import. A feature that enters canary mode stands at full till then.
const ROLLOUTS_BEFORE = `
  SELECT t.feature_name AS feature, t.scope_type, coalesce(t.scope_id, '') AS scope_id, t.stage
  FROM scoped_feature_rollouts t
  WHERE t.feature_name IN (SELECT feature FROM staged_rollouts)
    AND NOT (t.scope_type = 'global' AND t.feature_name IN (SELECT feature FROM entering_canary))
  UNION ALL
  SELECT e.feature, 'global', '', 'full' FROM entering_canary e`

// Parents are those that the document leaves: a section is judged where it will be.
const NESTED_ROLLOUTS = `
  SELECT b.feature, b.scope_id AS section_id, CASE WHEN p.id IS NULL THEN t.base_project_id ELSE p.base_project_id END AS project_id,
    b.stage
  FROM planned_rollouts_before b
  JOIN sections t ON t.id = b.scope_id LEFT JOIN planned_sections p ON p.id = b.scope_id
  WHERE b.scope_type = 'section'`

// situation: all that the ladder asks about, so that each is judged once, however many rollouts are in it.
const ROLLOUTS = `
  WITH wanted AS (
    SELECT s.row, s.feature, s.scope_type, s.scope_id, s.stage FROM staged_rollouts s
    UNION ALL
    SELECT NULL, e.feature, 'global', NULL, 'full' FROM entering_canary e
    WHERE NOT EXISTS (SELECT FROM staged_rollouts s WHERE s.feature = e.feature AND s.scope_type = 'global')
  ), nested AS (
    SELECT feature, project_id, array_agg(DISTINCT stage ORDER BY stage) AS stages
    FROM planned_nested_rollouts GROUP BY feature, project_id
  )
  SELECT w.*,
    CASE WHEN t.id IS NULL THEN 'create' WHEN t.stage <> w.stage THEN 'change' ELSE 'same' END AS op,
    jsonb_build_array(w.scope_type, w.stage, own.stage, parent.stage, world.stage, nested.stages)::text AS situation,
    false AS is_start
  FROM wanted w
  LEFT JOIN scoped_feature_rollouts t ON t.feature_name = w.feature AND t.scope_type = w.scope_type
    AND coalesce(t.scope_id, '') = coalesce(w.scope_id, '')
  LEFT JOIN planned_rollouts_before own ON own.feature = w.feature AND own.scope_type = w.scope_type
    AND own.scope_id = coalesce(w.scope_id, '')
  LEFT JOIN planned_rollouts_before world ON w.scope_type <> 'global' AND world.feature = w.feature AND world.scope_type = 'global'
  LEFT JOIN planned_sections p ON w.scope_type = 'section' AND p.id = w.scope_id
  LEFT JOIN sections s ON w.scope_type = 'section' AND s.id = w.scope_id
  LEFT JOIN planned_rollouts_before parent ON parent.feature = w.feature AND parent.scope_type = 'project'
    AND parent.scope_id = CASE WHEN p.id IS NULL THEN s.base_project_id ELSE p.base_project_id END
  LEFT JOIN nested ON w.scope_type = 'project' AND nested.feature = w.feature AND nested.project_id = w.scope_id`

/** Compares the rollouts with the database: `planned_rollouts`, each with its `op` and what the ladder asks about it. */
export async function planRollouts(session: ImportSession): Promise<void> {
  await plan(session, 'rollouts_before', ROLLOUTS_BEFORE)
  await plan(session, 'nested_rollouts', NESTED_ROLLOUTS)
  await plan(session, 'rollouts', ROLLOUTS)
}
