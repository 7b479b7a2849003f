'use client'

import { type ReactNode, useState } from 'react'
import { type AskedStep, AskStage } from './asked-step'
import type { StageActions } from './stage-actions'
import { StageDialog } from './stage-dialog'

interface StageDialogsProps {
  readonly actions: StageActions
  readonly children: ReactNode
}

/** Around every page: the dialog lives here, so that what is typed in it outlives the row from which it was opened. */
export function StageDialogs({ actions, children }: StageDialogsProps) {
  const [asked, setAsked] = useState<AskedStep | null>(null)
  return (
    <AskStage value={setAsked}>
      {children}
      {asked !== null && <StageDialog asked={asked} actions={actions} onClose={() => setAsked(null)} />}
    </AskStage>
  )
}
