import type pg from 'pg'
import type { FeatureSummary } from '@/lib/contracts/api/feature-reads'
import { type ExemptionEffect, type ExemptionFacts, effectiveStage, exemptionInForce, type Stage } from '@/lib/rollout'

interface FeatureFacts {
  readonly name: string
  readonly description: string
  readonly contexts: FeatureSummary['contexts']
  readonly rolloutMode: FeatureSummary['rolloutMode']
  readonly isArchived: boolean
  readonly version: number
  readonly globalStage: Stage | null
  readonly stageVersion: number | null
  readonly projects: number
  readonly sections: number
  readonly ownStages: number
  readonly exemptions: readonly ExemptionFacts[]
  readonly lastChange: { readonly atMs: number; readonly action: string; readonly by: Changer } | null
}
type Changer = NonNullable<FeatureSummary['lastChange']>['by']

interface AllFacts {
  readonly revision: number
  readonly features: readonly FeatureFacts[]
}

const FEATURES = `
  SELECT f.name, f.description, f.contexts, f.rollout_mode AS "rolloutMode", f.archived_at IS NOT NULL AS "isArchived",
    f.version, global.stage AS "globalStage", global.version::float8 AS "stageVersion", coalesce(opted.projects, 0) AS projects,
    coalesce(opted.sections, 0) AS sections, coalesce(own.stages, 0) AS "ownStages",
    coalesce(exempt.facts, '[]') AS exemptions, last.change AS "lastChange"
  FROM features f
  LEFT JOIN scoped_feature_rollouts global ON global.feature_name = f.name AND global.scope_id IS NULL
  LEFT JOIN (SELECT feature_name, count(project_id) AS projects, count(section_id) AS sections
    FROM scoped_feature_flag_states GROUP BY 1) AS opted ON opted.feature_name = f.name
  LEFT JOIN (SELECT feature_name, count(*) AS stages FROM scoped_feature_rollouts WHERE scope_id IS NOT NULL
    GROUP BY 1) AS own ON own.feature_name = f.name
  LEFT JOIN (SELECT feature_name, json_agg(json_build_object('effect', effect,
      'expiresAt', extract(epoch FROM expires_at) * 1000)) AS facts
    FROM scoped_feature_exemptions GROUP BY 1) AS exempt ON exempt.feature_name = f.name
  LEFT JOIN LATERAL (SELECT json_build_object('atMs', extract(epoch FROM occurred_at) * 1000, 'action', action,
      'by', json_build_object('kind', actor_kind, 'id', actor_id, 'name', actor_name)) AS change
    FROM audit_events WHERE feature_name = f.name ORDER BY id DESC LIMIT 1) AS last ON true
  ORDER BY f.name`

// One statement sees one state: what it reads is as of the revision that it answers.
const ALL = `SELECT n::float8 AS revision,
  coalesce((SELECT json_agg(feature) FROM (${FEATURES}) AS feature), '[]') AS features FROM state_revision`

async function readAll(pool: pg.Pool): Promise<AllFacts> {
  const { rows } = await pool.query<AllFacts>(ALL)
  if (rows[0] === undefined) throw new Error('state_revision must have one row')
  return rows[0]
}

// All of it changes only with the revision, and opt-ins grow with the directory: each state is read once.
const known = new WeakMap<pg.Pool, { readonly state: string; readonly facts: Promise<AllFacts> }>()

function factsAt(pool: pg.Pool, state: string): Promise<AllFacts> {
  const last = known.get(pool)
  if (last?.state === state) return last.facts
  const facts = readAll(pool)
  known.set(pool, { state, facts })
  facts.catch(() => known.get(pool)?.facts === facts && known.delete(pool))
  return facts
}

function countInForce(exemptions: readonly ExemptionFacts[], nowMs: number): FeatureSummary['exemptionsInForce'] {
  const inForce = exemptions.filter((exemption) => exemptionInForce(exemption, nowMs) !== null)
  const count = (effect: ExemptionEffect) => inForce.filter((exemption) => exemption.effect === effect).length
  return { deny: count('deny'), forceEnable: count('force_enable') }
}

function summaryOf(facts: FeatureFacts, nowMs: number): FeatureSummary {
  const { globalStage, stageVersion, projects, sections, exemptions, lastChange, ...feature } = facts
  const isCanary = feature.rolloutMode === 'canary'
  return {
    ...feature,
    stage: isCanary ? effectiveStage({ project: null, section: null, global: globalStage }).stage : null,
    isStageSet: isCanary && globalStage !== null,
    stageVersion: isCanary ? stageVersion : null,
    optedIn: { projects, sections },
    exemptionsInForce: countInForce(exemptions, nowMs),
    lastChange: lastChange && {
      at: new Date(lastChange.atMs).toISOString(),
      by: lastChange.by,
      action: lastChange.action,
    },
  }
}

/** Every feature, archived or not, by name, as of one revision; exemptions as of now. */
export interface Features {
  readonly revision: number
  readonly features: readonly FeatureSummary[]
}

/** Reads every feature: from memory, unless the revision has moved. Asks the database where it stands each time. */
export async function readFeatures(pool: pg.Pool): Promise<Features> {
  const { rows } = await pool.query<{ state: string; nowMs: number }>(
    `SELECT epoch || '/' || n AS state, extract(epoch FROM clock_timestamp())::float8 * 1000 AS "nowMs" FROM state_revision`,
  )
  const { state = '', nowMs = 0 } = rows[0] ?? {}
  const { revision, features } = await factsAt(pool, state)
  return { revision, features: features.map((facts) => summaryOf(facts, nowMs)) }
}
