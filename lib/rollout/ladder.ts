import { inheritedStage, type Place, type ScopedPlace, type SectionRaise, sectionsRaisedTooFar } from './place'
import { nextStage, stepsBetween } from './stage'
import type { Stage } from './vocabulary'

/** What a writer brings along with a change. */
export interface ChangeRequest {
  readonly reason: string | null
  /** The version that the writer saw; null: "I saw no own rollout". */
  readonly expectedVersion: number | null
  /** The version came as `If-Match`, which binds on the way down too. */
  readonly hasIfMatch: boolean
}

/** `pin` creates a row, and `unpin` removes one, without moving the stage in force at the place. */
export type Direction = 'forward' | 'backward' | 'pin' | 'unpin' | 'import_start'

export type LadderRefusal =
  | {
      readonly verdict: 'refuse'
      readonly code: 'version_conflict'
      /** What is in force now. */
      readonly stage: Stage
      readonly own: Stage | null
      readonly version: number | null
    }
  | {
      readonly verdict: 'refuse'
      readonly code: 'stage_skipped'
      readonly from: Stage
      readonly to: Stage
      /** The one step forward that is open; null at `full`. */
      readonly next: Stage | null
      /** The project's sections that would skip a stage; empty where only the place itself would. */
      readonly sections: readonly SectionRaise[]
    }
  | { readonly verdict: 'refuse'; readonly code: 'reason_required'; readonly from: Stage; readonly to: Stage }

export type LadderVerdict =
  | { readonly verdict: 'apply'; readonly direction: Direction; readonly from: Stage; readonly to: Stage }
  | { readonly verdict: 'no_op'; readonly stage: Stage }
  | LadderRefusal

/**
 * Judges setting a stage; decision.md, section "Ladder". Permission and existence are judged before, by the caller;
 * here come version, no-op, ladder, reason, in that order.
 */
export function judgeSet(place: Place, stage: Stage, request: ChangeRequest): LadderVerdict {
  return judge(place, stage, request)
}

/** Judges clearing a project's or a section's own rollout: a change to what it would inherit, by the same rules. */
export function judgeClear(place: ScopedPlace, request: ChangeRequest): LadderVerdict {
  return judge(place, null, request)
}

/**
 * Judges a stage in an import: it may start at any stage where there is no rollout yet, given a reason; one that
 * exists follows the ladder. Imports name no versions: they are judged on what they find.
 */
export function judgeImport(place: Place, stage: Stage, reason: string | null): LadderVerdict {
  if (place.own !== null) return judge(place, stage, { reason, expectedVersion: place.version, hasIfMatch: false })
  const from = inheritedStage(place)
  if (isBlank(reason)) return { verdict: 'refuse', code: 'reason_required', from, to: stage }
  return { verdict: 'apply', direction: 'import_start', from, to: stage }
}

function judge(place: Place, own: Stage | null, request: ChangeRequest): LadderVerdict {
  const inherited = inheritedStage(place)
  const from = place.own ?? inherited
  const to = own ?? inherited
  const isBackward = stepsBetween(from, to) < 0
  const isStale = request.expectedVersion !== place.version
  if (isStale && (request.hasIfMatch || !isBackward)) return conflict(place, from)
  if (own === place.own) return { verdict: 'no_op', stage: from }
  const sections = sectionsRaisedTooFar(place, own)
  if (stepsBetween(from, to) > 1 || sections.length > 0) return skipped(from, to, sections)
  if (isBackward && isBlank(request.reason)) return { verdict: 'refuse', code: 'reason_required', from, to }
  return { verdict: 'apply', direction: directionOf(from, to, own), from, to }
}

function directionOf(from: Stage, to: Stage, own: Stage | null): Direction {
  const steps = stepsBetween(from, to)
  if (steps > 0) return 'forward'
  if (steps < 0) return 'backward'
  return own === null ? 'unpin' : 'pin'
}

function conflict({ own, version }: Place, stage: Stage): LadderRefusal {
  return { verdict: 'refuse', code: 'version_conflict', stage, own, version }
}

function skipped(from: Stage, to: Stage, sections: readonly SectionRaise[]): LadderRefusal {
  return { verdict: 'refuse', code: 'stage_skipped', from, to, next: nextStage(from), sections }
}

/** A reason of white space is none. */
export function isBlank(reason: string | null): boolean {
  return reason === null || reason.trim() === ''
}
