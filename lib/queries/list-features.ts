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

type Reader = Pick<Database, 'feature' | 'scopedFeatureFlagState' | 'stateRevision'>
type OptedIn = ReadonlyMap<string, FeatureSummary['optedIn']>

const byName = (reader: Reader, now: Date) =>
  reader.feature.findMany({
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

async function countOptIns(reader: Reader): Promise<OptedIn> {
  const counts = await reader.scopedFeatureFlagState.groupBy({
    by: ['featureName'],
    _count: { projectId: true, sectionId: true },
  })
  return new Map(
    counts.map(({ featureName, _count }) => [featureName, { projects: _count.projectId, sections: _count.sectionId }]),
  )
}

// Opt-ins grow with the directory, and change only with the revision: each is counted once.
let counted: { readonly state: string; readonly optedIn: OptedIn } | undefined

async function optInsAt(reader: Reader, { epoch, n }: { epoch: string; n: bigint }): Promise<OptedIn> {
  const state = `${epoch}/${n}`
  if (counted?.state !== state) counted = { state, optedIn: await countOptIns(reader) }
  return counted.optedIn
}

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
  const readAll = async (reader: Reader) => {
    const revision = await reader.stateRevision.findFirstOrThrow({ select: { epoch: true, n: true } })
    return { revision, optedIn: await optInsAt(reader, revision), rows: await byName(reader, now) }
  }
  const { revision, optedIn, rows } = await database.$transaction(readAll, { isolationLevel: 'RepeatableRead' })
  const none = { projects: 0, sections: 0 }
  return {
    revision: Number(revision.n),
    features: rows.map((row) => summaryOf(row, optedIn.get(row.name) ?? none)),
  }
}
