import type pg from 'pg'
import { TABLE } from '@/lib/queries/impact/read-actors'
import { inBatches } from '@/lib/queries/impact/rows'
import { ACTOR_TYPES, type ActorType, cohortHex, isInCohort } from '@/lib/rollout'
import type { Candidate } from './cohort-candidate'
import { COHORT_STAGES, type CohortStage, type PlannedFeature, standsAt } from './cohort-features'

/** Somebody whom a new version would put in, or out, at a stage that the feature has somewhere. */
export interface Move {
  readonly feature: string
  readonly stage: CohortStage
  readonly effect: 'leaves' | 'joins'
  readonly actorType: ActorType
  readonly actorId: string
}

/** Of one feature, stage and kind of actor: how many are in by version 1, by the candidate, and by both. */
export interface CohortCount {
  readonly feature: PlannedFeature
  readonly stage: CohortStage
  readonly actorType: ActorType
  today: number
  later: number
  stay: number
}

/** What is counted on the way through the directory. */
export interface CohortPlan {
  readonly revision: number
  readonly actors: Record<ActorType, { all: number; internal: number }>
  readonly counts: readonly CohortCount[]
}

/** A plan in which nobody has been counted yet: by feature, stage and kind. */
export function emptyPlan(revision: number, features: readonly PlannedFeature[]): CohortPlan {
  const counts = features.flatMap((feature) =>
    COHORT_STAGES.flatMap((stage) =>
      ACTOR_TYPES.map((actorType) => ({ feature, stage, actorType, today: 0, later: 0, stay: 0 })),
    ),
  )
  return { revision, actors: { author: { all: 0, internal: 0 }, user: { all: 0, internal: 0 } }, counts }
}

function addTo(count: CohortCount, isToday: boolean, isLater: boolean): void {
  if (isToday) count.today++
  if (isLater) count.later++
  if (isToday && isLater) count.stay++
}

function* judge(counts: readonly CohortCount[], actorId: string, candidate: Candidate): Generator<Move> {
  let placed = { name: '', today: '', later: '' }
  for (const count of counts) {
    const { feature, stage, actorType } = count
    const { name } = feature
    // A feature's stages stand one after the other: each actor is hashed once for both.
    if (placed.name !== name)
      placed = { name, today: cohortHex(name, actorType, actorId), later: candidate(name, actorType, actorId) }
    const isToday = isInCohort(placed.today, stage)
    const isLater = isInCohort(placed.later, stage)
    addTo(count, isToday, isLater)
    if (isToday === isLater || !standsAt(feature, stage)) continue
    yield { feature: name, stage, effect: isToday ? 'leaves' : 'joins', actorType, actorId }
  }
}

/**
 * Everybody of the directory who would move, authors before users, each by id; what is counted on the way stands in
 * `plan` when it ends. Internal actors get in before a cohort is asked, so no version moves them: they are only counted.
 * In bounded memory; to be called inside a transaction that sees one moment.
 */
export async function* movesOf(client: pg.ClientBase, plan: CohortPlan, candidate: Candidate): AsyncGenerator<Move> {
  for (const actorType of ACTOR_TYPES) {
    const counts = plan.counts.filter((count) => count.actorType === actorType)
    const sql = `SELECT id, is_internal FROM ${TABLE[actorType]} ORDER BY id`
    for await (const rows of inBatches<[id: string, isInternal: boolean]>(client, sql)) {
      for (const [id, isInternal] of rows) {
        plan.actors[actorType].all++
        if (isInternal) plan.actors[actorType].internal++
        else yield* judge(counts, id, candidate)
      }
    }
  }
}
