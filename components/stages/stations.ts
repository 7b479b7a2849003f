import { STAGE_LABELS } from '@/lib/client/decision-words'
import type { Stage } from '@/lib/rollout'
import { STAGES } from '@/lib/rollout/browser'

/** The five stages as people read them, lowest first. */
export const STATIONS: readonly { readonly stage: Stage; readonly label: string }[] = STAGES.map((stage) => ({
  stage,
  label: STAGE_LABELS[stage],
}))
