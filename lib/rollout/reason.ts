import type { Reason } from './vocabulary'

/** Whether a reason is one that allows; decision.md, section "The order of judgement". What is no reason denies. */
export function isAllow(reason: Reason): boolean {
  switch (reason) {
    case 'enabled':
    case 'publisher_force_enable':
    case 'stage_full':
    case 'internal':
    case 'cohort_allow':
      return true
    case 'scope_disabled':
    case 'publisher_denied':
    case 'stage_off':
    case 'not_internal':
    case 'cohort_deny':
    case 'repository_error':
      return false
    default:
      reason satisfies never
      return false
  }
}
