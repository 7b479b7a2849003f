import { z } from 'zod'

// decision.md, "Words", as schemas.
export const actorType = z.enum(['author', 'user'])
export const resourceType = z.enum(['project', 'section'])
export const scopeType = z.enum(['global', 'project', 'section'])
export const stage = z
  .enum(['off', 'internal_only', 'five_percent', 'fifty_percent', 'full'])
  .meta({ id: 'Stage', description: '0, 0, 5, 50 and 100 per cent.' })
export const rolloutMode = z.enum(['scoped_only', 'canary']).meta({ id: 'RolloutMode' })
export const featureContext = z.enum(['authoring', 'delivery', 'both'])
export const exemptionEffect = z.enum(['deny', 'force_enable']).meta({ id: 'ExemptionEffect' })
export const reason = z
  .enum([
    'scope_disabled',
    'enabled',
    'publisher_denied',
    'stage_off',
    'publisher_force_enable',
    'stage_full',
    'internal',
    'not_internal',
    'cohort_allow',
    'cohort_deny',
    'repository_error',
  ])
  .meta({ id: 'Reason' })
