import type { AuditEntry } from '@/lib/contracts/api/audit'
import type { ActorType } from '@/lib/rollout'
import { STAGES } from '@/lib/rollout/browser'
import type { AskedChange } from './queries/impact'

/** What the way back from an entry changes, as far as access is concerned. */
export type WayBack =
  | { readonly kind: 'rules'; readonly feature: string; readonly change: AskedChange }
  | { readonly kind: 'account'; readonly type: ActorType; readonly id: string; readonly isInternal: boolean }
  /** Nobody gains or loses access by it. */
  | { readonly kind: 'plain' }

const PLAIN: WayBack = { kind: 'plain' }

const stageIn = (facts: AuditEntry['before']) => STAGES.find((stage) => stage === facts?.stage)

function stageBack({ scopeType, scopeId, before }: AuditEntry): AskedChange | null {
  const stage = stageIn(before)
  // A global stage is never removed: before its first one it was off.
  if (scopeType === 'global') return { kind: 'set_stage', scopeType, stage: stage ?? 'off' }
  if ((scopeType !== 'project' && scopeType !== 'section') || scopeId === null) return null
  return stage === undefined
    ? { kind: 'clear_stage', scopeType, scopeId }
    : { kind: 'set_stage', scopeType, scopeId, stage }
}

function scopeBack({ scopeType, scopeId, before }: AuditEntry): AskedChange | null {
  if ((scopeType !== 'project' && scopeType !== 'section') || scopeId === null) return null
  return { kind: before === null ? 'opt_out' : 'opt_in', scopeType, scopeId }
}

function exemptionBack({ scopeId: publisherId, before }: AuditEntry): AskedChange | null {
  if (publisherId === null) return null
  if (before === null) return { kind: 'remove_exemption', publisherId }
  const expiresAt = typeof before.expiresAt === 'string' ? before.expiresAt : null
  return {
    kind: 'set_exemption',
    publisherId,
    effect: before.effect === 'deny' ? 'deny' : 'force_enable',
    note: String(before.note),
    expiresAt,
  }
}

function featureBack({ before, after }: AuditEntry): AskedChange | null {
  if (before?.archived === true && after?.archived !== true) return { kind: 'archive' }
  if (before === null || before.rolloutMode === after?.rolloutMode) return null
  return { kind: 'set_mode', rolloutMode: before.rolloutMode === 'canary' ? 'canary' : 'scoped_only' }
}

const RULES: Readonly<Record<string, (entry: AuditEntry) => AskedChange | null>> = {
  rollout: stageBack,
  scope: scopeBack,
  exemption: exemptionBack,
  feature: featureBack,
}

/** The change that takes an entry back, as its impact is asked for. */
export function wayBack(entry: AuditEntry): WayBack {
  const { action, feature, scopeType, scopeId, before } = entry
  if ((scopeType === 'author' || scopeType === 'user') && scopeId !== null)
    return { kind: 'account', type: scopeType, id: scopeId, isInternal: before?.isInternal === true }
  const change = RULES[action.split('.')[0] ?? '']?.(entry) ?? null
  return change === null || feature === null ? PLAIN : { kind: 'rules', feature, change }
}
