import type { Reason } from '@/lib/rollout'
import type { OfrepFlag } from './ofrep'

/**
 * Our reasons as OpenFeature says them (api.md, "OpenFeature"). Never DISABLED: the Go provider then returns its
 * caller's default instead of our false.
 */
export const OFREP_REASONS: Readonly<Record<Reason, OfrepFlag['reason']>> = {
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
