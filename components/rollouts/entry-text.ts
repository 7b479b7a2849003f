import { stageLabel } from '@/components/stages/stage-words'
import type { AuditEntry } from '@/lib/contracts/api/audit'
import { STAGES } from '@/lib/rollout/browser'

const stageIn = (facts: AuditEntry['before']) => STAGES.find((stage) => stage === facts?.stage)

function placeIn({ scopeType, scopeId }: AuditEntry): string {
  return scopeType === null || scopeType === 'global' || scopeId === null ? '' : ` of ${scopeType} ${scopeId}`
}

/** What a change did to a feature, in a sentence. */
export function entryText(entry: AuditEntry): string {
  const [from, to] = [stageIn(entry.before), stageIn(entry.after)]
  const subject = `Stage${placeIn(entry)}`
  if (from !== undefined && to !== undefined) return `${subject} changed from ${stageLabel(from)} to ${stageLabel(to)}.`
  if (to !== undefined) return `${subject} set to ${stageLabel(to)}.`
  if (from !== undefined) return `${subject} cleared; it was ${stageLabel(from)}.`
  const [what = '', how = ''] = entry.action.replaceAll('_', ' ').split('.')
  return `${what.charAt(0).toUpperCase()}${what.slice(1)}${placeIn(entry)} ${how}.`
}
