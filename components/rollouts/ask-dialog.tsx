'use client'

import type { ReactNode } from 'react'
import { Button, type ButtonLook } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import type { FeatureSummary } from '@/lib/contracts/feature-summary'
import { AskForm } from './ask-form'

interface AskDialogProps {
  readonly features: readonly string[]
  /** The feature asked about at first. */
  readonly feature: string
  readonly contexts: FeatureSummary['contexts']
  readonly look?: ButtonLook
  /** What stands on the button that opens it. */
  readonly children: ReactNode
}

/** A button that opens the command with which an application asks for a decision. */
export function AskDialog({ features, feature, contexts, look = 'plain', children }: AskDialogProps) {
  return (
    <Dialog
      trigger={
        <Button look={look} className="justify-self-start whitespace-nowrap">
          {children}
        </Button>
      }
      title="Ask for a decision"
      description="Paste the command into a terminal. It reads an API key with scope decide from AVIARY_KEY, and changes nothing."
    >
      <AskForm features={features} feature={feature} resourceType={contexts === 'authoring' ? 'project' : 'section'} />
    </Dialog>
  )
}
