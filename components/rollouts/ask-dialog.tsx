import { Dialog } from '@/components/ui/dialog'
import type { FeatureSummary } from '@/lib/contracts/api/feature-reads'
import { AskForm } from './ask-form'

/** What was clicked to ask: the button, and the feature to begin with. */
export interface Asked {
  readonly feature: FeatureSummary
  readonly opener: HTMLElement
}

interface AskDialogProps {
  readonly asked: Asked
  readonly features: readonly FeatureSummary[]
  readonly onClose: () => void
}

/** The command with which an application asks for a decision. */
export function AskDialog({ asked, features, onClose }: AskDialogProps) {
  const { feature, opener } = asked
  return (
    <Dialog
      opener={opener}
      onClose={onClose}
      title="Ask for a decision"
      description="Paste the command into a terminal. It reads an API key with scope decide from AVIARY_KEY, and changes nothing."
    >
      <AskForm features={features} feature={feature} />
    </Dialog>
  )
}
