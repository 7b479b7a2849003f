import type pg from 'pg'
import type { ExemptionEffect, ResourceType, RolloutMode, Stage } from '@/lib/rollout'

export interface FeatureAsked {
  readonly name: string
  readonly mode: RolloutMode
}

/** Opted-in resources of a feature that no judgment can tell apart. */
export interface ReachGroup {
  readonly feature: string
  readonly resourceType: ResourceType
  readonly count: number
  /** One of them, with what belongs to it. */
  readonly resourceId: string
  readonly projectId: string | null
  readonly publisherId: string | null
  readonly projectStage: Stage | null
  readonly sectionStage: Stage | null
  readonly globalStage: Stage | null
  readonly effect: ExemptionEffect | null
  /** Epoch milliseconds; null: never, or no exemption. */
  readonly expiresAt: number | null
}

const PROJECTS = `SELECT o.feature_name, 'project', p.id, p.id, p.publisher_id, NULL
  FROM scoped_feature_flag_states o JOIN projects p ON p.id = o.project_id WHERE o.feature_name = ANY ($1)`
const SECTIONS = `SELECT o.feature_name, 'section', s.id, s.base_project_id, s.publisher_id, s.id
  FROM scoped_feature_flag_states o JOIN sections s ON s.id = o.section_id WHERE o.feature_name = ANY ($1)`

const GROUPS = `
  SELECT r.feature, r.type AS "resourceType", count(*)::int AS count, min(r.id) AS "resourceId",
    (min(ARRAY[r.id, r.project_id]))[2] AS "projectId", (min(ARRAY[r.id, r.publisher_id]))[2] AS "publisherId",
    project.stage AS "projectStage", section.stage AS "sectionStage", global.stage AS "globalStage",
    e.effect, extract(epoch FROM e.expires_at)::float8 * 1000 AS "expiresAt"
  FROM (${PROJECTS} UNION ALL ${SECTIONS}) AS r (feature, type, id, project_id, publisher_id, section_id)
  LEFT JOIN scoped_feature_rollouts project
    ON project.feature_name = r.feature AND project.scope_type = 'project' AND project.scope_id = r.project_id
  LEFT JOIN scoped_feature_rollouts section
    ON section.feature_name = r.feature AND section.scope_type = 'section' AND section.scope_id = r.section_id
  LEFT JOIN scoped_feature_rollouts global ON global.feature_name = r.feature AND global.scope_id IS NULL
  LEFT JOIN scoped_feature_exemptions e ON e.feature_name = r.feature AND e.publisher_id = r.publisher_id
  GROUP BY r.feature, r.type, project.stage, section.stage, global.stage, e.effect, e.expires_at`

/** The opted-in resources of features, in groups that differ in what a decision depends on. */
export async function reachGroups(
  database: Pick<pg.ClientBase, 'query'>,
  features: readonly FeatureAsked[],
): Promise<readonly ReachGroup[]> {
  const { rows } = await database.query<ReachGroup>(GROUPS, [features.map(({ name }) => name)])
  return rows
}
