'use client'

import { ImpactPreview } from '@/components/impact/impact-preview'
import { waitingFor } from '@/components/impact/waiting-for'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { useAction } from '@/lib/client/use-action'
import { useImpact } from '@/lib/client/use-impact'
import type { FeatureDetails } from '@/lib/contracts/api/feature-reads'
import type { FeatureActions } from './feature-actions'

interface ArchiveDialogProps {
  readonly feature: FeatureDetails
  readonly actions: FeatureActions
  readonly opener: HTMLElement | null
  readonly onClose: () => void
}

const TOUCHED = ['features', 'rollouts', 'places', 'search', 'audit'] as const
const ASKED = { kind: 'archive' } as const

/** Asks about archiving a feature: who loses it. */
export function ArchiveDialog({ feature: { name }, actions, opener, onClose }: ArchiveDialogProps) {
  const reading = useImpact(name, ASKED)
  const action = useAction(actions.archive, {
    done: () => `${name} was archived.`,
    touches: TOUCHED,
    onDone: onClose,
  })
  return (
    <ConfirmDialog
      title={`Archive ${name}?`}
      description="Nobody gets it any more: every decision answers that it is not there. Its name stays taken, and it can be restored, as a canary at Off."
      action="Archive it"
      tone="danger"
      reason={{ label: 'Reason', need: 'optional', hint: 'Kept in the audit trail.' }}
      disabledReason={waitingFor(reading, 'taking-away')}
      isBusy={action.isBusy}
      refusal={action.failure}
      opener={opener}
      onConfirm={(reason) => void action.run({ feature: name, ...(reason !== '' && { reason }) })}
      onClose={onClose}
    >
      <ImpactPreview feature={name} change={ASKED} reading={reading} />
    </ConfirmDialog>
  )
}

/** Asks about bringing an archived feature back. */
export function RestoreDialog({ feature: { name }, actions, opener, onClose }: ArchiveDialogProps) {
  const action = useAction(actions.restore, {
    done: () => `${name} is back, at Off.`,
    touches: TOUCHED,
    onDone: onClose,
  })
  return (
    <ConfirmDialog
      title={`Restore ${name}?`}
      description="It comes back at Off everywhere, as a canary. Opt-ins and exemptions are as they were."
      action="Restore it"
      reason={{ label: 'Reason', need: 'optional' }}
      isBusy={action.isBusy}
      refusal={action.failure}
      opener={opener}
      onConfirm={(reason) => void action.run({ feature: name, ...(reason !== '' && { reason }) })}
      onClose={onClose}
    />
  )
}
