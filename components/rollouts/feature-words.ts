import { counted } from '@/lib/client/decision-words'
import type { FeatureSummary } from '@/lib/contracts/api/feature-reads'

/** What the board's page opens with. */
export const BOARD = {
  title: 'Rollouts',
  purpose: 'Every feature, how far it has come, and the way forward and back.',
} as const

export const MODES = { canary: 'Canary', scoped_only: 'Scoped only' } as const
export const CONTEXTS = { authoring: 'Authoring', delivery: 'Delivery', both: 'Authoring and delivery' } as const

/** "3 projects", "12 sections": what is opted in. */
export const optedInParts = ({ optedIn: { projects, sections } }: FeatureSummary): readonly string[] => [
  ...(projects > 0 ? [counted(projects, 'project')] : []),
  ...(sections > 0 ? [counted(sections, 'section')] : []),
]

/** "3 projects and 12 sections opted in". */
export function optedInText(feature: FeatureSummary): string {
  const parts = optedInParts(feature)
  return parts.length === 0 ? 'Opted in nowhere' : `${parts.join(' and ')} opted in`
}

/** Share as people read it: never 0 or 100 where it is not quite. */
export function shareText(share: number): string {
  const percent = Math.round(share * 100)
  if (percent === 0 && share > 0) return 'under 1%'
  return percent === 100 && share < 1 ? 'over 99%' : `${percent}%`
}
