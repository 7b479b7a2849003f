import type { ReactNode } from 'react'
import { LastChange } from '@/components/history/last-change'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Notice } from '@/components/ui/notice'
import { actorName, auditSentence } from '@/lib/client/audit-sentence'
import { useAction } from '@/lib/client/use-action'
import type { ActionResult } from '@/lib/contracts/action-result'
import type { AuditEntry } from '@/lib/contracts/api/audit'
import type { Reverted, RevertTarget } from '@/lib/contracts/api/revert'
import { fieldWords, valueWords } from './field-words'

export type RevertAction = (given: RevertTarget) => Promise<ActionResult<Reverted>>

export interface RevertProps {
  /** As it is now: whether it can be taken back may change while the dialog is open. */
  readonly entry: AuditEntry
  readonly opener: HTMLElement | null
  readonly revert: RevertAction
  readonly onDone: () => void
  readonly onClose: () => void
}

interface RevertConfirmProps extends RevertProps {
  readonly reasonNeed: 'required' | 'optional'
  readonly tone: 'primary' | 'danger'
  /** Why it can't be confirmed yet. */
  readonly waiting?: string | undefined
  /** The rules refuse it; `waiting` says why. */
  readonly isRefused?: boolean
  /** What can be done instead. */
  readonly instead?: ReactNode
  /** What would follow. */
  readonly children?: ReactNode
}

/** What the way back does, field by field: "Stage: from 50% back to 5%". */
const stepsBack = ({ differences }: AuditEntry) =>
  differences.map(({ field, before, after }) => ({
    field,
    text: `${fieldWords(field)}: from ${valueWords(field, after)} back to ${valueWords(field, before)}`,
  }))

const SUPERSEDED = 'It has been changed again since.'

/** The question itself, around what would follow. */
export function RevertConfirm(props: RevertConfirmProps) {
  const { entry, opener, revert, onDone, onClose, reasonNeed, waiting, isRefused = false } = props
  const action = useAction(revert, {
    done: ({ entries }) =>
      entries.length === 0 ? 'There was nothing to take back.' : `Entry ${entry.id} is reverted.`,
    touches: ['audit', 'features', 'rollouts', 'exemptions', 'scopes', 'places', 'accounts', 'settings', 'explain'],
    onDone: () => {
      onDone()
      onClose()
    },
  })
  // While it is under way, what comes in is its own doing.
  const isSuperseded = action.failure?.code === 'superseded' || (!action.isBusy && entry.revert.code === 'superseded')
  return (
    <ConfirmDialog
      title={`Revert entry ${entry.id}?`}
      description={auditSentence(entry)}
      action="Revert"
      tone={props.tone}
      reason={{ label: 'Reason', need: reasonNeed, hint: 'Kept in the audit trail with the new change.' }}
      disabledReason={isSuperseded ? SUPERSEDED : waiting}
      isBusy={action.isBusy}
      refusal={isSuperseded ? null : action.failure}
      onConfirm={(text) => void action.run({ id: entry.id, ...(text !== '' && { note: text }) })}
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
      {isSuperseded && (
        <Notice tone="warning" title="It has been changed again since.">
          <LastChange of={entry} afterId={entry.id} />
          That stands now: this entry can’t be taken back any more.
        </Notice>
      )}
      {!isSuperseded && isRefused && waiting !== undefined && (
        <Notice tone="warning" title="The rules are in the way.">
          {waiting} {props.instead}
        </Notice>
      )}
      {!isSuperseded && props.children}
    </ConfirmDialog>
  )
}
