import type { ActionResult } from '@/lib/contracts/action-result'
import type { RolloutChanged, SetStageInput } from '@/lib/contracts/api/rollouts'
import type { PlaceName } from '@/lib/contracts/targets'

interface Target {
  readonly feature: string
  readonly place: PlaceName
}

/** The server actions that change a stage. */
export interface StageActions {
  readonly set: (given: Target & SetStageInput) => Promise<ActionResult<RolloutChanged>>
  readonly clear: (given: Target & Omit<SetStageInput, 'stage'>) => Promise<ActionResult<RolloutChanged>>
}
