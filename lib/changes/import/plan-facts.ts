import { plan } from './plan-accounts'
import type { ImportSession } from './session'

const PROJECTS = `
  SELECT s.row, s.id, s.title, CASE WHEN s.has_publisher THEN s.publisher_id ELSE t.publisher_id END AS publisher_id,
    CASE WHEN t.id IS NULL THEN 'create'
      WHEN t.title <> s.title OR s.has_publisher AND t.publisher_id IS DISTINCT FROM s.publisher_id THEN 'change'
      ELSE 'same' END AS op
  FROM staged_projects s LEFT JOIN projects t ON t.id = s.id`

const SECTIONS = `
  SELECT s.row, s.id, s.title,
    CASE WHEN s.has_project THEN s.base_project_id ELSE t.base_project_id END AS base_project_id,
    CASE WHEN s.has_publisher THEN s.publisher_id ELSE t.publisher_id END AS publisher_id,
    CASE WHEN t.id IS NULL THEN 'create'
      WHEN t.title <> s.title OR s.has_project AND t.base_project_id IS DISTINCT FROM s.base_project_id
        OR s.has_publisher AND t.publisher_id IS DISTINCT FROM s.publisher_id THEN 'change'
      ELSE 'same' END AS op
  FROM staged_sections s LEFT JOIN sections t ON t.id = s.id`

// An archived feature is refused as such, and nothing else is judged about it.
const FEATURES = `
  SELECT s.row, s.name, coalesce(s.description, t.description) AS description, coalesce(s.contexts, t.contexts) AS contexts,
    coalesce(s.rollout_mode, t.rollout_mode, 'scoped_only') AS rollout_mode,
    t.contexts AS old_contexts, t.rollout_mode AS old_mode,
    CASE WHEN t.name IS NULL THEN 'create' WHEN t.archived_at IS NOT NULL THEN 'same'
      WHEN t.description <> s.description OR t.contexts <> s.contexts OR t.rollout_mode <> s.rollout_mode THEN 'change'
      ELSE 'same' END AS op
  FROM staged_features s LEFT JOIN features t ON t.name = s.name`

const SCOPE_STATES = `
  SELECT s.*, CASE WHEN p.id IS NULL AND c.id IS NULL THEN 'create' ELSE 'same' END AS op
  FROM staged_scope_states s
  LEFT JOIN scoped_feature_flag_states p
    ON s.scope_type = 'project' AND p.project_id = s.scope_id AND p.feature_name = s.feature
  LEFT JOIN scoped_feature_flag_states c
    ON s.scope_type = 'section' AND c.section_id = s.scope_id AND c.feature_name = s.feature`

// Instants are exchanged in milliseconds; what a row holds beyond them is no difference.
const EXEMPTIONS = `
  SELECT s.row, s.feature, s.publisher_id, coalesce(s.effect, t.effect) AS effect, coalesce(s.note, t.note) AS note,
    CASE WHEN s.has_expiry THEN s.expires_at ELSE t.expires_at END AS expires_at,
    CASE WHEN t.id IS NULL THEN 'create'
      WHEN t.effect <> s.effect OR t.note <> s.note
        OR s.has_expiry AND date_trunc('milliseconds', t.expires_at) IS DISTINCT FROM s.expires_at THEN 'change'
      ELSE 'same' END AS op
  FROM staged_exemptions s
  LEFT JOIN scoped_feature_exemptions t ON t.feature_name = s.feature AND t.publisher_id = s.publisher_id`

/**
 * Compares with the database what decisions depend on, the rollouts apart: `planned_…`, each row as it is to be and
 * with its `op`: create, change or same. May run again when the facts have moved.
 */
export async function planFacts(session: ImportSession): Promise<void> {
  await plan(session, 'projects', PROJECTS)
  await plan(session, 'sections', SECTIONS)
  await plan(session, 'features', FEATURES)
  await plan(session, 'scope_states', SCOPE_STATES)
  await plan(session, 'exemptions', EXEMPTIONS)
}
