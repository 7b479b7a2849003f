import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { actorName, auditSentence, leadsDown } from '@/lib/client/audit-sentence'
import { useAction } from '@/lib/client/use-action'
import type { ActionResult } from '@/lib/contracts/action-result'
import type { AuditEntry } from '@/lib/contracts/api/audit'
import type { Reverted, RevertTarget } from '@/lib/contracts/api/revert'
import { fieldWords, valueWords } from './field-words'

export type RevertAction = (given: RevertTarget) => Promise<ActionResult<Reverted>>

/** What the way back does, field by field: "Stage: from 50% back to 5%". */
const stepsBack = ({ differences }: AuditEntry) =>
  differences.map(({ field, before, after }) => ({
    field,
    text: `${fieldWords(field)}: from ${valueWords(field, after)} back to ${valueWords(field, before)}`,
  }))

const isStage = ({ differences }: AuditEntry) => differences.some(({ field }) => field === 'stage')

/** Whether the way back leads down the ladder, which takes a reason. */
const needsReason = (entry: AuditEntry) => isStage(entry) && !leadsDown(entry)

interface RevertDialogProps {
  readonly entry: AuditEntry
  readonly opener: HTMLElement | null
  readonly revert: RevertAction
  readonly onDone: () => void
  readonly onClose: () => void
}

/** Asks before a change is taken back. It is a new change, under the same rules as any. */
export function RevertDialog({ entry, opener, revert, onDone, onClose }: RevertDialogProps) {
  const action = useAction(revert, {
    done: ({ entries }) =>
      entries.length === 0 ? 'There was nothing to take back.' : `Entry ${entry.id} is reverted.`,
    touches: ['audit', 'features', 'rollouts', 'exemptions', 'scopes', 'places', 'accounts', 'settings', 'explain'],
    onDone: () => {
      onDone()
      onClose()
    },
  })
  const note = (text: string) => (text === '' ? {} : { note: text })
  return (
    <ConfirmDialog
      title={`Revert entry ${entry.id}?`}
      description={auditSentence(entry)}
      action="Revert"
      tone={needsReason(entry) ? 'danger' : 'primary'}
      reason={{
        label: 'Reason',
        need: needsReason(entry) ? 'required' : 'optional',
        hint: 'Kept in the audit trail with the new change.',
      }}
      isBusy={action.isBusy}
      refusal={action.failure}
      onConfirm={(text) => void action.run({ id: entry.id, ...note(text) })}
      opener={opener}
      onClose={onClose}
    >
      <p>
        This makes a new change, in your name, under the same rules. What {actorName(entry.actor)} did stays in the
        trail.
      </p>
      <ul className="list-disc pl-5">
        {stepsBack(entry).map(({ field, text }) => (
          <li key={field} dir="auto">
            {text}
          </li>
        ))}
      </ul>
    </ConfirmDialog>
  )
}
