'use client'

import { ImpactPreview } from '@/components/impact/impact-preview'
import { waitingFor } from '@/components/impact/waiting-for'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { useAction } from '@/lib/client/use-action'
import { useImpact } from '@/lib/client/use-impact'
import type { ExemptionRow } from '@/lib/contracts/api/feature-reads'
import { Conflict } from './conflict'
import type { ExemptionActions } from './exemption-actions'
import { TOUCHED } from './touched'
import { useConflict } from './use-conflict'

interface RemoveExemptionDialogProps {
  readonly row: ExemptionRow
  readonly opener: HTMLElement
  readonly remove: ExemptionActions['remove']
  readonly onClose: () => void
}

const HINT = 'Why it is no longer needed: it is kept in the audit trail.'

/** Removes an exemption, with a note, after saying what follows. */
export function RemoveExemptionDialog({ row, opener, remove, onClose }: RemoveExemptionDialogProps) {
  const { feature, publisherId, publisherName, effect, version } = row
  const change = { kind: 'remove_exemption', publisherId } as const
  const reading = useImpact(feature, change)
  const action = useAction(remove, {
    done: ({ changed }) =>
      changed
        ? `The exemption of ${publisherName} from ${feature} was removed.`
        : `Nothing was changed: the exemption of ${publisherName} was gone already.`,
    touches: TOUCHED,
    onDone: onClose,
  })
  const latest = reading.kind === 'known' ? reading.impact.current.exemption : undefined
  const { seenVersion, other, accept } = useConflict({ opened: version, latest, action })
  return (
    <ConfirmDialog
      title={`Remove the exemption for ${publisherName} from ${feature}?`}
      description="Then the stage decides for this publisher as for any other."
      action="Remove the exemption"
      tone="danger"
      reason={{ label: 'Note', need: 'required', hint: HINT }}
      disabledReason={
        other !== undefined && effect === 'deny'
          ? 'It has changed: look at what stands there now, and go on from there.'
          : waitingFor(reading, effect === 'force_enable' ? 'taking-away' : 'patient')
      }
      isBusy={action.isBusy}
      refusal={action.failure}
      opener={opener}
      onConfirm={(note) => void action.run({ feature, publisherId, note, expectedVersion: seenVersion })}
      onClose={onClose}
    >
      <ImpactPreview feature={feature} change={change} reading={reading} />
      {other !== undefined && <Conflict publisher={publisherName} had="one" current={other} onAccept={accept} />}
    </ConfirmDialog>
  )
}
