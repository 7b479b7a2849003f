import { counted } from '@/lib/client/decision-words'
import type { FeatureSummary } from '@/lib/contracts/api/feature-reads'

export const MODES = { canary: 'Canary', scoped_only: 'Scoped only' } as const
export const CONTEXTS = { authoring: 'Authoring', delivery: 'Delivery', both: 'Authoring and delivery' } as const

/** "3 projects and 12 sections opted in". */
export function optedInText({ optedIn: { projects, sections } }: FeatureSummary): string {
  const parts = [
    ...(projects > 0 ? [counted(projects, 'project')] : []),
    ...(sections > 0 ? [counted(sections, 'section')] : []),
  ]
  return parts.length === 0 ? 'Opted in nowhere' : `${parts.join(' and ')} opted in`
}

/** "1 publisher denied, 2 forced on"; null where there is no exemption in force. */
export function exemptionsText({ exemptionsInForce: { deny, forceEnable } }: FeatureSummary): string | null {
  const parts = [
    ...(deny > 0 ? [`${counted(deny, 'publisher')} denied`] : []),
    ...(forceEnable > 0 ? [`${counted(forceEnable, 'publisher')} forced on`] : []),
  ]
  return parts.length === 0 ? null : parts.join(', ')
}

/** Share as people read it: never 0 or 100 where it is not quite. */
export function shareText(share: number): string {
  const percent = Math.round(share * 100)
  if (percent === 0 && share > 0) return 'under 1%'
  return percent === 100 && share < 1 ? 'over 99%' : `${percent}%`
}
