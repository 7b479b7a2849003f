import type pg from 'pg'
import type { StageFrom, Standing } from '@/lib/contracts/api/place-reads'
import {
  type EffectiveStage,
  type ExemptionEffect,
  exemptionInForce,
  type FeatureContext,
  type RolloutMode,
} from '@/lib/rollout'
import { effectiveAt, PLACE_STAGES, type PlaceStages } from './places'

/** A feature at a project or a section, and all that its stage there depends on. */
export interface StandingRow extends PlaceStages {
  readonly scopeType: 'project' | 'section'
  readonly scopeId: string
  readonly title: string
  readonly sort: string
  readonly feature: string
  readonly description: string
  readonly contexts: FeatureContext
  readonly rolloutMode: RolloutMode
  readonly isOptedIn: boolean
  /** The project itself, or the section's. */
  readonly project: { readonly id: string; readonly title: string } | null
  readonly publisher: { readonly id: string; readonly name: string } | null
  readonly effect: ExemptionEffect | null
  readonly expiresAtMs: number | null
  readonly nowMs: number
}

const readRows = (pairs: string) => `
  SELECT ${PLACE_STAGES.columns}, place.title, place.sort, f.name AS feature, f.description, f.contexts,
    f.rollout_mode AS "rolloutMode",
    coalesce(opted_project.id, opted_section.id) IS NOT NULL AS "isOptedIn",
    CASE WHEN parent.id IS NOT NULL THEN json_build_object('id', parent.id, 'title', parent.title) END AS project,
    CASE WHEN owner.id IS NOT NULL THEN json_build_object('id', owner.id, 'name', owner.name) END AS publisher,
    exempt.effect, extract(epoch FROM exempt.expires_at)::float8 * 1000 AS "expiresAtMs",
    extract(epoch FROM clock_timestamp())::float8 * 1000 AS "nowMs"
  FROM (${pairs}) AS place (feature, scope_type, scope_id, title, sort, project_id, publisher_id)
  JOIN features f ON f.name = place.feature
  LEFT JOIN scoped_feature_rollouts own ON own.feature_name = place.feature AND own.scope_type = place.scope_type
    AND own.scope_id = place.scope_id
  ${PLACE_STAGES.joins}
  LEFT JOIN scoped_feature_flag_states opted_project ON place.scope_type = 'project'
    AND opted_project.project_id = place.scope_id AND opted_project.feature_name = place.feature
  LEFT JOIN scoped_feature_flag_states opted_section ON place.scope_type = 'section'
    AND opted_section.section_id = place.scope_id AND opted_section.feature_name = place.feature
  LEFT JOIN projects parent ON parent.id = place.project_id
  LEFT JOIN publishers owner ON owner.id = place.publisher_id
  LEFT JOIN scoped_feature_exemptions exempt
    ON exempt.feature_name = place.feature AND exempt.publisher_id = place.publisher_id`

/**
 * Reads how features stand at projects and sections.
 * @param pairs SQL of feature, scope_type, scope_id, title, what it is sorted by, project_id and publisher_id
 * @param order SQL of columns of `place`
 */
export async function readStandings(
  pool: pg.Pool,
  { pairs, order }: { readonly pairs: string; readonly order: string },
  values: readonly unknown[],
): Promise<StandingRow[]> {
  return (await pool.query<StandingRow>(`${readRows(pairs)} ORDER BY ${order}`, [...values])).rows
}

/** decision.md, "The order of judgement", step 3: nothing about stages applies. */
const NO_STAGES: Pick<Standing, 'inherited' | 'effective' | 'isShadowed'> = {
  inherited: { stage: 'full', source: null },
  effective: { stage: 'full', source: null },
  isShadowed: false,
}

function named({ stage, source }: EffectiveStage, row: StandingRow): StageFrom {
  const place = source === 'section' ? { id: row.scopeId, title: row.title } : source === 'project' ? row.project : null
  return { stage, source: { scopeType: source, scopeId: place?.id ?? null, title: place?.title ?? null } }
}

function stagesOf(row: StandingRow): Pick<Standing, 'inherited' | 'effective' | 'isShadowed'> {
  if (row.rolloutMode === 'scoped_only') return NO_STAGES
  const effective = effectiveAt(row)
  return {
    inherited: named(effectiveAt({ ...row, stage: null }), row),
    effective: named(effective, row),
    isShadowed: row.stage !== null && effective.source !== row.scopeType,
  }
}

function ownOf({ stage, version, updatedBy, updatedAt }: StandingRow): Standing['own'] {
  if (stage === null || updatedBy === null || updatedAt === null) return null
  return { stage, version: Number(version), updatedBy, updatedAt: updatedAt.toISOString() }
}

/** How the feature stands there, in the words of decision.md. */
export function standingOf(row: StandingRow): Standing {
  const { effect, expiresAtMs, nowMs, isOptedIn } = row
  const exemption = effect === null ? null : exemptionInForce({ effect, expiresAt: expiresAtMs }, nowMs)
  return { isOptedIn, own: ownOf(row), ...stagesOf(row), exemption: exemption && { ...exemption } }
}
