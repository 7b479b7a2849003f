import type { OfrepFlag } from '@/lib/contracts/ofrep'
import { OFREP_REASONS } from '@/lib/contracts/ofrep-reason'
import type { Decision } from '@/lib/rollout'

/** A decision as OFREP says it. */
export function flagOf({
  feature,
  result,
  reason,
  stage,
  mode,
}: Pick<Decision, 'feature' | 'result' | 'reason' | 'stage' | 'mode'>): OfrepFlag {
  return {
    key: feature,
    value: result,
    variant: result ? 'on' : 'off',
    reason: OFREP_REASONS[reason],
    metadata: { reason, ...(stage !== null && { stage }), ...(mode !== null && { mode }) },
  }
}
