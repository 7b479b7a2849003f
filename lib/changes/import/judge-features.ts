import {
  type FeatureContext,
  judgeContexts,
  judgeModeChange,
  type OptInCounts,
  type PlacedStage,
  type RolloutMode,
} from '@/lib/rollout'
import { addFaults, type FoundFault } from './faults'
import type { ImportSession } from './session'

const MOST_NAMED = 10

interface ContextsChange {
  readonly row: number
  readonly from: FeatureContext
  readonly to: FeatureContext
  readonly optIns: OptInCounts
}

const CONTEXTS_CHANGES = `
  SELECT p.row, p.old_contexts AS from, p.contexts AS to, json_build_object(
    'project', (SELECT count(*) FROM scoped_feature_flag_states t WHERE t.feature_name = p.name AND t.project_id IS NOT NULL),
    'section', (SELECT count(*) FROM scoped_feature_flag_states t WHERE t.feature_name = p.name AND t.section_id IS NOT NULL)
  ) AS "optIns"
  FROM planned_features p WHERE p.op = 'change' AND p.old_contexts <> p.contexts`

interface ModeChange {
  readonly row: number
  readonly name: string
  readonly from: RolloutMode
  readonly to: RolloutMode
  readonly rollouts: readonly PlacedStage[]
}

// Leaving canary is judged on the stages as the import leaves them, entering it on those that it finds: there the
// document's own global stage then counts as a change from full. Places at full are left out: they never matter.
const MODE_CHANGES = `
  WITH changing AS (
    SELECT p.row, p.name, p.old_mode, p.rollout_mode FROM planned_features p WHERE p.op = 'change' AND p.old_mode <> p.rollout_mode
  ), places AS (
    SELECT c.row, s.scope_type, s.scope_id, s.stage
    FROM changing c JOIN staged_rollouts s ON s.feature = c.name WHERE c.rollout_mode = 'scoped_only'
    UNION ALL
    SELECT c.row, t.scope_type, t.scope_id, t.stage
    FROM changing c JOIN scoped_feature_rollouts t ON t.feature_name = c.name
    LEFT JOIN staged_rollouts s ON c.rollout_mode = 'scoped_only' AND s.feature = c.name AND s.scope_type = t.scope_type
      AND coalesce(s.scope_id, '') = coalesce(t.scope_id, '')
    WHERE s.row IS NULL
  )
  SELECT c.row, c.name, c.old_mode AS from, c.rollout_mode AS to, coalesce(
    json_agg(json_build_object('scopeType', r.scope_type, 'scopeId', r.scope_id, 'stage', r.stage)
      ORDER BY r.scope_type, r.scope_id) FILTER (WHERE r.scope_type = 'global' OR r.stage <> 'full'), '[]') AS rollouts
  FROM changing c LEFT JOIN places r USING (row)
  GROUP BY c.row, c.name, c.old_mode, c.rollout_mode`

/** Contexts never narrow while opt-ins stand (decision.md, "Ladder"). */
export async function judgeContextsChanges(session: ImportSession): Promise<void> {
  const changes = await session.query<ContextsChange>(CONTEXTS_CHANGES)
  const faults = changes.flatMap(({ row, from, to, optIns }): FoundFault[] => {
    const verdict = judgeContexts(from, to, optIns)
    if (verdict.verdict !== 'refuse') return []
    const detail = verdict.inUse.map((type) => `in ${optIns[type]} ${type}s`).join(' and ')
    return [{ list: 'features', row, field: 'contexts', code: verdict.code, detail }]
  })
  await addFaults(session, faults)
}

/**
 * Changes of the rollout mode (decision.md, "Ladder"). Leaves in `entering_canary` the features whose global rollout is
 * to be set to full by it.
 */
export async function judgeModeChanges(session: ImportSession): Promise<void> {
  const changes = await session.query<ModeChange>(MODE_CHANGES)
  const judged = changes.map((change) => ({
    change,
    verdict: judgeModeChange(change.from, change.to, change.rollouts),
  }))
  const faults = judged.flatMap(({ change: { row }, verdict }): FoundFault[] => {
    if (verdict.verdict !== 'refuse') return []
    return [{ list: 'features', row, field: 'rolloutMode', code: verdict.code, detail: namePlaces(verdict.places) }]
  })
  const entering = judged.filter(({ verdict }) => verdict.verdict === 'apply' && verdict.setGlobalTo === 'full')
  await addFaults(session, faults)
  await session.query('DROP TABLE IF EXISTS pg_temp.entering_canary')
  await session.query('CREATE TEMP TABLE entering_canary (feature text COLLATE "C") ON COMMIT DROP')
  await session.query('INSERT INTO entering_canary SELECT unnest($1::text[])', [
    entering.map(({ change }) => change.name),
  ])
}

function namePlaces(places: readonly PlacedStage[]): string {
  const named = places.slice(0, MOST_NAMED).map(({ scopeType, scopeId, stage }) => {
    return scopeId === null ? `${scopeType} is ${stage}` : `${scopeType} ${scopeId} is ${stage}`
  })
  const more = places.length - named.length
  return `every stage must be full, but ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
