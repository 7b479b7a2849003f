import type { ActionResult } from '@/lib/contracts/action-result'
import type {
  ExemptionRemoved,
  ExemptionSet,
  RemoveExemptionInput,
  SetExemptionInput,
} from '@/lib/contracts/api/exemptions-changes'

interface Target {
  readonly feature: string
  readonly publisherId: string
}

/** The server actions that change exemptions. */
export interface ExemptionActions {
  readonly set: (given: Target & SetExemptionInput) => Promise<ActionResult<ExemptionSet>>
  readonly remove: (given: Target & RemoveExemptionInput) => Promise<ActionResult<ExemptionRemoved>>
}
