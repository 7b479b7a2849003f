import type { Reason } from './vocabulary'

/** Steps 2 to 11 of decision.md, "The order of judgement", in order. */
export const JUDGMENT_STEPS = [
  'scope_state',
  'mode',
  'stage',
  'publisher_deny',
  'stage_off',
  'force_enable',
  'stage_full',
  'internal',
  'internal_only',
  'cohort',
] as const
export type JudgmentStep = (typeof JUDGMENT_STEPS)[number]

/** The step that ends the judgment with a reason; null where the facts could not be read and none was taken. */
export function decidingStep(reason: Reason): JudgmentStep | null {
  switch (reason) {
    case 'scope_disabled':
      return 'scope_state'
    case 'enabled':
      return 'mode'
    case 'publisher_denied':
      return 'publisher_deny'
    case 'stage_off':
      return 'stage_off'
    case 'publisher_force_enable':
      return 'force_enable'
    case 'stage_full':
      return 'stage_full'
    case 'internal':
      return 'internal'
    case 'not_internal':
      return 'internal_only'
    case 'cohort_allow':
    case 'cohort_deny':
      return 'cohort'
    case 'repository_error':
      return null
    default:
      return reason satisfies never
  }
}
