import { createContext, useContext } from 'react'
import type { StagePlace } from './stage-place'
import type { StageStep } from './stage-steps'

/** What was pressed: where, to do what, by which button. */
export interface AskedStep {
  readonly place: StagePlace
  readonly step: StageStep
  readonly opener: HTMLElement | null
}

export const AskStage = createContext<(asked: AskedStep) => void>(() => {})

/** Opens the dialog that asks about a change of a stage. */
export const useAskStage = () => useContext(AskStage)
