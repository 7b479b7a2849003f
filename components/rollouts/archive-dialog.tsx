'use client'

import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { useAction } from '@/lib/client/use-action'
import type { FeatureDetails } from '@/lib/contracts/api/feature-reads'
import type { FeatureActions } from './feature-actions'
import { optedInText } from './feature-words'

interface ArchiveDialogProps {
  readonly feature: FeatureDetails
  readonly actions: FeatureActions
  readonly opener: HTMLElement | null
  readonly onClose: () => void
}

/** Asks about archiving a feature, or bringing one back. */
export function ArchiveDialog({ feature, actions, opener, onClose }: ArchiveDialogProps) {
  const { name, isArchived } = feature
  const action = useAction(isArchived ? actions.restore : actions.archive, {
    done: () => (isArchived ? `${name} is back, at Off.` : `${name} was archived.`),
    touches: ['features', 'rollouts', 'places', 'search', 'audit'],
    onDone: onClose,
  })
  return (
    <ConfirmDialog
      title={isArchived ? `Restore ${name}?` : `Archive ${name}?`}
      description={
        isArchived
          ? 'It comes back at Off everywhere, as a canary. Opt-ins and exemptions are as they were.'
          : `Nobody gets it any more: every decision answers that it is not there. ${optedInText(feature)}. Its name stays taken, and it can be restored, at Off.`
      }
      action={isArchived ? 'Restore it' : 'Archive it'}
      tone={isArchived ? 'primary' : 'danger'}
      reason={{ label: 'Reason', need: 'optional' }}
      isBusy={action.isBusy}
      refusal={action.failure}
      opener={opener}
      onConfirm={(reason) => void action.run({ feature: name, ...(reason !== '' && { reason }) })}
      onClose={onClose}
    />
  )
}
