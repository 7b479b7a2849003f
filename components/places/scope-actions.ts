import type { ActionResult } from '@/lib/contracts/action-result'
import type { ScopeChanged, ScopeInput } from '@/lib/contracts/api/scopes-changes'
import type { ScopeTarget } from '@/lib/contracts/targets'

type Change = (given: ScopeTarget & ScopeInput) => Promise<ActionResult<ScopeChanged>>

/** The server actions that opt in and out. */
export interface ScopeActions {
  readonly optIn: Change
  readonly optOut: Change
}
