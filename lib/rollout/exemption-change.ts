import type { ExemptionFacts } from './decision'
import { exemptionInForce } from './exemption'
import { type ChangeRequest, isBlank } from './ladder'

/** A publisher's exemption from a feature. It stands until it is removed, also when it has expired. */
export interface StandingExemption extends ExemptionFacts {
  readonly note: string
  readonly version: number
}

export type WantedExemption = Omit<StandingExemption, 'version'>

export type ExemptionVerdict =
  | { readonly verdict: 'apply' }
  | { readonly verdict: 'no_op' }
  | { readonly verdict: 'refuse'; readonly code: 'version_conflict' | 'reason_required' }

/**
 * Judges setting (`wanted`) or removing (null) an exemption, as the ladder judges a stage (decision.md, "Ladder"):
 * version, no-op, reason, in that order. A change that only takes access away is a step backward, and ignores the
 * version unless it came as `If-Match`: a deny where none is in force, or a force-enable that ends. What is removed
 * needs a reason.
 * @param nowMs from which on an exemption counts as expired, in epoch ms
 */
export function judgeExemption(
  standing: StandingExemption | null,
  wanted: WantedExemption | null,
  { reason, expectedVersion, hasIfMatch }: ChangeRequest,
  nowMs: number,
): ExemptionVerdict {
  const isBackward = access(wanted, nowMs) < access(standing, nowMs)
  const isStale = expectedVersion !== (standing?.version ?? null)
  if (isStale && (hasIfMatch || !isBackward)) return { verdict: 'refuse', code: 'version_conflict' }
  if (isSame(standing, wanted)) return { verdict: 'no_op' }
  if (wanted === null && isBlank(reason)) return { verdict: 'refuse', code: 'reason_required' }
  return { verdict: 'apply' }
}

/** More access is a greater number. */
function access(exemption: ExemptionFacts | null, nowMs: number): number {
  const effect = exemptionInForce(exemption, nowMs)?.effect ?? null
  switch (effect) {
    case 'deny':
      return -1
    case null:
      return 0
    case 'force_enable':
      return 1
    default:
      return effect satisfies never
  }
}

function isSame(standing: WantedExemption | null, wanted: WantedExemption | null): boolean {
  if (standing === null || wanted === null) return standing === wanted
  return standing.effect === wanted.effect && standing.note === wanted.note && standing.expiresAt === wanted.expiresAt
}
