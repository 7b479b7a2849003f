import { z } from 'zod'
import {
  ACTOR_TYPES,
  EXEMPTION_EFFECTS,
  FEATURE_CONTEXTS,
  REASONS,
  RESOURCE_TYPES,
  ROLLOUT_MODES,
  SCOPE_TYPES,
  STAGES,
} from '@/lib/rollout'

// decision.md, "Words", as schemas.
export const actorType = z.enum(ACTOR_TYPES)
export const resourceType = z.enum(RESOURCE_TYPES)
export const scopeType = z.enum(SCOPE_TYPES)
export const stage = z.enum(STAGES).meta({ id: 'Stage', description: '0, 0, 5, 50 and 100 per cent.' })
export const rolloutMode = z.enum(ROLLOUT_MODES).meta({ id: 'RolloutMode' })
export const featureContext = z.enum(FEATURE_CONTEXTS)
export const exemptionEffect = z.enum(EXEMPTION_EFFECTS).meta({ id: 'ExemptionEffect' })
export const reason = z.enum(REASONS).meta({ id: 'Reason' })
