import type { FeatureBoard, FeatureSummary } from '@/lib/contracts/feature-summary'
import type { Database } from '@/lib/db/prisma'
import type { ExemptionEffect, RolloutMode, Stage } from '@/lib/rollout'

interface FeatureRow {
  readonly name: string
  readonly description: string
  readonly contexts: FeatureSummary['contexts']
  readonly rolloutMode: RolloutMode
  readonly rollouts: readonly { readonly stage: Stage }[]
  readonly exemptions: readonly { readonly effect: ExemptionEffect }[]
  readonly _count: { readonly rollouts: number }
}

const byName = (database: Database, now: Date) =>
  database.feature.findMany({
    where: { archivedAt: null },
    orderBy: { name: 'asc' },
    select: {
      name: true,
      description: true,
      contexts: true,
      rolloutMode: true,
      rollouts: { where: { scopeType: 'global' }, select: { stage: true } },
      exemptions: { where: { OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] }, select: { effect: true } },
      _count: { select: { rollouts: { where: { scopeType: { not: 'global' } } } } },
    },
  })

const optIns = (database: Database) =>
  database.scopedFeatureFlagState.groupBy({ by: ['featureName'], _count: { projectId: true, sectionId: true } })

function summaryOf(row: FeatureRow, optedIn: FeatureSummary['optedIn']): FeatureSummary {
  const isCanary = row.rolloutMode === 'canary'
  const set = row.rollouts[0]?.stage
  const effects = (effect: ExemptionEffect) => row.exemptions.filter((exemption) => exemption.effect === effect).length
  return {
    name: row.name,
    description: row.description,
    contexts: row.contexts,
    mode: row.rolloutMode,
    stage: isCanary ? (set ?? 'off') : null,
    isStageSet: isCanary && set !== undefined,
    optedIn,
    ownStages: row._count.rollouts,
    exemptions: { deny: effects('deny'), forceEnable: effects('force_enable') },
  }
}

/**
 * The features for the board, by name, all read at one moment.
 * @param now the instant from which on an exemption counts as expired
 */
export async function listFeatures(database: Database, now: Date): Promise<FeatureBoard> {
  const [rows, counts, revision] = await database.$transaction(
    [byName(database, now), optIns(database), database.stateRevision.findFirstOrThrow({ select: { n: true } })],
    { isolationLevel: 'RepeatableRead' },
  )
  const optedIn = new Map(
    counts.map(({ featureName, _count }) => [featureName, { projects: _count.projectId, sections: _count.sectionId }]),
  )
  const none = { projects: 0, sections: 0 }
  return {
    revision: Number(revision.n),
    features: rows.map((row) => summaryOf(row, optedIn.get(row.name) ?? none)),
  }
}
