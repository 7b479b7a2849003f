import type { Stage } from '@/lib/rollout'

/** The five stages as people read them, lowest first. */
export const STATIONS: readonly { readonly stage: Stage; readonly label: string }[] = [
  { stage: 'off', label: 'Off' },
  { stage: 'internal_only', label: 'Internal' },
  { stage: 'five_percent', label: '5%' },
  { stage: 'fifty_percent', label: '50%' },
  { stage: 'full', label: 'Full' },
]
