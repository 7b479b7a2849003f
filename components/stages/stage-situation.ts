import type { ImpactReading } from '@/lib/client/use-impact'
import type { ActionFailure } from '@/lib/contracts/action-result'
import type { ImpactVerdict } from '@/lib/contracts/api/impact'
import type { RolloutItem } from '@/lib/contracts/api/rollouts'
import { originOf, type StagePlace } from './stage-place'

function hasMoved(seen: StagePlace, now: RolloutItem): boolean {
  const origin = now.stage ?? (seen.scopeType === 'global' ? 'off' : now.effectiveStage)
  return now.version !== (seen.own?.version ?? null) || origin !== originOf(seen)
}

/** What stands at a place by now, where that is no longer what was seen; null where nothing has moved. */
export function movedTo(seen: StagePlace, reading: ImpactReading, failure: ActionFailure | null): RolloutItem | null {
  const counted = reading.kind === 'known' ? reading.impact.current.rollout : null
  // A conflict's `current` is a `RolloutItem` by contract (lib/changes/refuse.ts).
  const refused = failure?.code === 'version_conflict' ? (failure.members.current as RolloutItem) : null
  return [counted, refused].find((now) => now !== null && now !== undefined && hasMoved(seen, now)) ?? null
}

/** The place as it is seen from now on. */
export function seenAnew(seen: StagePlace, now: RolloutItem): StagePlace {
  const { stage, version, effectiveStage } = now
  if (stage !== null && version !== null) return { ...seen, own: { stage, version } }
  return { ...seen, own: null, inherited: seen.scopeType === 'global' ? 'off' : effectiveStage }
}

/** A step that would skip a stage: the one that is open instead, or the sections that it would raise too far. */
export type StageSkip = Pick<ImpactVerdict, 'next' | 'sections'>

/** The skip for which the server refused a change; null where that was not why (lib/changes/refuse.ts). */
export const skipRefused = (failure: ActionFailure | null) =>
  failure?.code === 'stage_skipped' ? (failure.members as unknown as StageSkip) : null

/** Why a step would skip a stage, as the server refused it or as it was counted before; null where it would not. */
export function skipIn(reading: ImpactReading, failure: ActionFailure | null): StageSkip | null {
  const counted = reading.kind === 'known' && reading.impact.verdict.code === 'stage_skipped'
  return counted ? reading.impact.verdict : skipRefused(failure)
}
