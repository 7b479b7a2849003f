import type { ChainedEntry } from '@/lib/audit/canonical-entry'
import { kindOf } from '@/lib/audit/fact-of-entry'
import type { Permission } from '@/lib/contracts/permissions'
import { SUPPORT_MAY_TOGGLE_INTERNAL } from '../policy'

export type Revertible =
  | { readonly isRevertible: true; readonly permission: Permission }
  | { readonly isRevertible: false; readonly why: string }

const never = (why: string): Revertible => ({ isRevertible: false, why })
const needs = (permission: Permission): Revertible => ({ isRevertible: true, permission })

const NO_WAY = 'There is no way back from this entry.'
const OFF = '{"stage": "off"}'
const NOTHING = never('It changed nothing that could be taken back.')

/** Whether an entry is of a kind that can be taken back, and what that needs (decision.md, "Audit"). */
export function revertibleOf({ action, importId, scopeType, scopeId, before, after }: ChainedEntry): Revertible {
  if (action === 'import' || importId !== null) return never('An import is not reverted: import what is to be.')
  switch (kindOf(action)) {
    case 'rollout':
      // A global stage is never removed: what it was before the first one is `off`.
      return scopeType === 'global' && before === null && after === OFF ? NOTHING : needs('change_rollouts')
    case 'scope':
    case 'exemption':
      return needs('change_rollouts')
    case 'feature':
      if (before !== null && after !== null) return needs('change_rollouts')
      return never('A feature is archived, not deleted.')
    case 'author':
    case 'user':
      if (before !== null && after !== null) return needs('toggle_internal')
      return never('An account is the directory’s: it comes and goes there.')
    case 'setting':
      return scopeId === SUPPORT_MAY_TOGGLE_INTERNAL ? needs('manage_settings') : never(NO_WAY)
    case 'api_key':
      return never('A key is not reverted: revoke it, or make another.')
    case 'console_user':
      return never('A change of people is not reverted: change them again.')
    default:
      return never(NO_WAY)
  }
}
