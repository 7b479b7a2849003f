import type pg from 'pg'
import { ChangeError } from '@/lib/changes/errors'
import type { RolloutItem } from '@/lib/contracts/api/rollouts'
import type { PlaceName } from '@/lib/contracts/targets'
import { effectiveStage, type Place, type ScopeType, type Stage } from '@/lib/rollout'
import { updatedBy, writerOf } from './updated-by'

export const GLOBAL: PlaceName = { scopeType: 'global', scopeId: null }

type Database = Pick<pg.ClientBase, 'query'>

/** What a place has of its own, and what it may inherit. */
export interface PlaceStages {
  readonly scopeType: ScopeType
  readonly scopeId: string | null
  readonly stage: Stage | null
  readonly version: string | null
  readonly projectStage: Stage | null
  readonly globalStage: Stage | null
  readonly updatedAt: Date | null
  readonly updatedBy: RolloutItem['updatedBy']
}
type Row = PlaceStages

/** SQL of `PlaceStages`: `place` names feature, scope_type, scope_id and project_id, and `own` is its own rollout, or null. */
export const PLACE_STAGES = {
  columns: `place.scope_type AS "scopeType", place.scope_id AS "scopeId", own.stage, own.version,
    project.stage AS "projectStage", global.stage AS "globalStage", own.updated_at AS "updatedAt",
    CASE WHEN own.id IS NOT NULL THEN ${updatedBy('own')} END AS "updatedBy"`,
  joins: `LEFT JOIN scoped_feature_rollouts project
    ON project.feature_name = place.feature AND project.scope_type = 'project' AND project.scope_id = place.project_id
  LEFT JOIN scoped_feature_rollouts global ON global.feature_name = place.feature AND global.scope_id IS NULL
  ${writerOf('own')}`,
} as const

// Every place of `places` with its own rollout, where it has one, and those that it may inherit from.
const readRows = (places: string) => `
  SELECT ${PLACE_STAGES.columns}
  FROM (${places}) AS place (feature, scope_type, scope_id, project_id, own_id)
  LEFT JOIN scoped_feature_rollouts own ON own.id = place.own_id
  ${PLACE_STAGES.joins}
  ORDER BY place.scope_type, place.scope_id`

const OWN = `SELECT r.feature_name, r.scope_type, r.scope_id, coalesce(r.project_id, s.base_project_id), r.id
  FROM scoped_feature_rollouts r LEFT JOIN sections s ON s.id = r.section_id WHERE r.feature_name = $1`

const ONE: Readonly<Record<ScopeType, string>> = {
  global: `SELECT f.name, 'global'::rollout_scope, NULL, NULL, r.id FROM features f
    LEFT JOIN scoped_feature_rollouts r ON r.feature_name = f.name AND r.scope_id IS NULL
    WHERE f.name = $1 AND $2::text IS NULL`,
  project: `SELECT f.name, 'project'::rollout_scope, p.id, p.id, r.id FROM features f CROSS JOIN projects p
    LEFT JOIN scoped_feature_rollouts r ON r.feature_name = f.name AND r.scope_type = 'project' AND r.scope_id = p.id
    WHERE f.name = $1 AND p.id = $2`,
  section: `SELECT f.name, 'section'::rollout_scope, s.id, s.base_project_id, r.id FROM features f CROSS JOIN sections s
    LEFT JOIN scoped_feature_rollouts r ON r.feature_name = f.name AND r.scope_type = 'section' AND r.scope_id = s.id
    WHERE f.name = $1 AND s.id = $2`,
}

/** The stage in force at a place. */
export function effectiveAt({ scopeType, stage, projectStage, globalStage }: PlaceStages) {
  return effectiveStage({
    project: scopeType === 'project' ? stage : projectStage,
    section: scopeType === 'section' ? stage : null,
    global: globalStage,
  })
}

function itemOf(row: Row): RolloutItem {
  const { scopeType, scopeId, stage, version, updatedBy, updatedAt } = row
  const { stage: stageInForce, source } = effectiveAt(row)
  return {
    scopeType,
    scopeId,
    stage,
    version: version === null ? null : Number(version),
    effectiveStage: stageInForce,
    source,
    updatedBy,
    updatedAt: updatedAt?.toISOString() ?? null,
  }
}

/** A feature's own rollouts: the global one first, then projects and sections by id. Not checked: that there is one. */
export async function listPlaces(database: Database, feature: string): Promise<RolloutItem[]> {
  const { rows } = await database.query<Row>(readRows(OWN), [feature])
  return rows.map(itemOf)
}

/** A place as people and programs see it, and as the ladder judges it. */
export interface FoundPlace {
  readonly item: RolloutItem
  readonly place: Place
}

async function sectionsOf(database: Database, feature: string, projectId: string) {
  const { rows } = await database.query<{ id: string; stage: Stage }>(
    `SELECT s.id, r.stage FROM sections s
     JOIN scoped_feature_rollouts r ON r.feature_name = $1 AND r.scope_type = 'section' AND r.scope_id = s.id
     WHERE s.base_project_id = $2 ORDER BY s.id`,
    [feature, projectId],
  )
  return rows
}

async function placeOf(database: Database, feature: string, row: Row, version: number | null): Promise<Place> {
  const own = { own: row.stage, version }
  switch (row.scopeType) {
    case 'global':
      return { scopeType: 'global', ...own }
    case 'project': {
      const sections = await sectionsOf(database, feature, row.scopeId ?? '')
      return { scopeType: 'project', ...own, globalStage: row.globalStage, sections }
    }
    case 'section':
      return { scopeType: 'section', ...own, projectStage: row.projectStage, globalStage: row.globalStage }
    default:
      return row.scopeType satisfies never
  }
}

/**
 * A place of an existing feature. Inside a change, what it says stays true until the change is committed.
 * @throws ChangeError `place_not_found`
 */
export async function findPlace(database: Database, feature: string, name: PlaceName): Promise<FoundPlace> {
  const { rows } = await database.query<Row>(readRows(ONE[name.scopeType]), [feature, name.scopeId])
  const [row] = rows
  if (row === undefined) throw new ChangeError('place_not_found', `There is no ${name.scopeType} of this id.`)
  const item = itemOf(row)
  return { item, place: await placeOf(database, feature, row, item.version) }
}
