'use server'

import { clearStage } from '@/lib/changes/clear-stage'
import { setStage } from '@/lib/changes/set-stage'
import { clearStageInput, setStageInput } from '@/lib/contracts/api/rollouts'
import { stageTarget } from '@/lib/contracts/targets'
import { consoleAction } from '@/lib/http/console-action'

export const setStageAction = consoleAction(
  setStageInput.extend(stageTarget.omit({ ifMatch: true }).shape),
  (context, { feature, place, ...given }) => setStage(context, { feature, place }, given),
)

export const clearStageAction = consoleAction(
  clearStageInput.extend(stageTarget.omit({ ifMatch: true }).shape),
  (context, { feature, place, ...given }) => clearStage(context, { feature, place }, given),
)
