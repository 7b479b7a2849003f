import type pg from 'pg'
import type { ScopeType } from '@/lib/rollout'

/** The stages at which a cohort decides. */
export const COHORT_STAGES = ['five_percent', 'fifty_percent'] as const
export type CohortStage = (typeof COHORT_STAGES)[number]

/** How many places of each kind have a stage of their own. */
export type Places = Readonly<Partial<Record<ScopeType, number>>>

export interface PlannedFeature {
  readonly name: string
  readonly setAt: Readonly<Record<CohortStage, Places>>
}

interface Row {
  readonly name: string
  readonly stage: CohortStage | null
  readonly scopeType: ScopeType | null
  readonly places: number
}

const READ = `SELECT f.name, r.stage, r.scope_type AS "scopeType", count(r.id)::int AS places
  FROM features f
  LEFT JOIN scoped_feature_rollouts r ON r.feature_name = f.name AND r.stage IN ('five_percent', 'fifty_percent')
  WHERE f.archived_at IS NULL AND f.rollout_mode = 'canary' AND (f.name = $1 OR $1 IS NULL AND r.id IS NOT NULL)
  GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`

/**
 * The features that are planned for, by name, each with the places that stand at 5 and at 50 percent.
 * @param only the one wanted, wherever it stands; null: those that stand at one of the two somewhere
 * @throws a sentence where the one wanted has no cohorts
 */
export async function readFeatures(client: pg.ClientBase, only: string | null): Promise<readonly PlannedFeature[]> {
  const { rows } = await client.query<Row>(READ, [only])
  if (only !== null && rows.length === 0)
    throw new Error(`${only}: no feature has this name, or it is archived, or scoped only. No cohort is asked for it.`)
  const features = new Map<string, { name: string; setAt: Record<CohortStage, Places> }>()
  for (const { name, stage, scopeType, places } of rows) {
    const { setAt } = features.get(name) ?? { setAt: { five_percent: {}, fifty_percent: {} } }
    if (stage !== null && scopeType !== null) setAt[stage] = { ...setAt[stage], [scopeType]: places }
    features.set(name, { name, setAt })
  }
  return [...features.values()]
}

/** Whether the feature stands at a stage anywhere. */
export const standsAt = ({ setAt }: PlannedFeature, stage: CohortStage): boolean => Object.keys(setAt[stage]).length > 0
