import type { OfrepFlag } from '@/lib/contracts/ofrep'
import type { Decision, Reason } from '@/lib/rollout'

// Never DISABLED: the Go provider then returns its caller's default instead of our false.
const REASONS: Readonly<Record<Reason, OfrepFlag['reason']>> = {
  cohort_allow: 'SPLIT',
  cohort_deny: 'SPLIT',
  internal: 'TARGETING_MATCH',
  not_internal: 'TARGETING_MATCH',
  publisher_denied: 'TARGETING_MATCH',
  publisher_force_enable: 'TARGETING_MATCH',
  enabled: 'STATIC',
  stage_full: 'STATIC',
  stage_off: 'STATIC',
  scope_disabled: 'DEFAULT',
  repository_error: 'ERROR',
}

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
    reason: REASONS[reason],
    metadata: { reason, ...(stage !== null && { stage }), ...(mode !== null && { mode }) },
  }
}
