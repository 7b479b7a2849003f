'use client'

import { type FormEvent, type ReactNode, useEffect, useState } from 'react'
import { AlertDialog, AlertDialogCancel } from './alert-dialog'
import { Button } from './button'
import { DialogFooter } from './dialog'
import { ErrorSummary, type FieldFault } from './error-summary'
import { TextAreaField } from './field'
import { Notice } from './notice'

const REASON_ID = 'confirm-reason'
const CONTENT_ID = 'confirm-content'
const MOST = 2000
/** The names under which verbs take what is typed here. */
const REASON_PATHS = ['reason', 'note']

/** Why it was refused: a sentence, and the fields at fault. `ActionFailure` is one. */
export interface Refusal {
  readonly code: string
  readonly message: string
  readonly faults: readonly { readonly path: string; readonly message: string }[]
}

interface ConfirmDialogProps {
  /** A question or a heading that names the target: "Promote adaptive_duplication to 5%?" */
  readonly title: string
  /** What changes, in a sentence. */
  readonly description: ReactNode
  /** More about it: an impact preview, a conflict. */
  readonly children?: ReactNode
  /** What the button does: "Promote to 5%". */
  readonly action: string
  readonly tone?: 'primary' | 'danger'
  /** Asks for a reason or a note; absent where none is taken. */
  readonly reason?: {
    readonly label: string
    readonly need: 'required' | 'optional'
    readonly hint?: string
    /** What stands there at first. */
    readonly initial?: string
  }
  /** What is wrong with the fields among the children, asked when it is about to be done. */
  readonly check?: () => readonly FieldFault[]
  /** The ids of those fields, by the paths under which the server names them. */
  readonly fields?: Readonly<Record<string, string>>
  /** Why the button can't be used now: the preview is still read. */
  readonly disabledReason?: string | undefined
  readonly isBusy: boolean
  readonly refusal: Refusal | null
  /** What opened it, where that is not what has the focus now. */
  readonly opener?: HTMLElement | null
  /** Asked to do it, with the trimmed reason. Close it when it is done; it stays, with what was typed, when it is not. */
  readonly onConfirm: (reason: string) => void
  readonly onClose: () => void
}

/** The answer was lost: what became of the change is not known. */
const UNKNOWN_OUTCOME = ['unreachable', 'not_ready']

/** Reasons typed in dialogs that Escape closed, by their titles: a key pressed by mistake takes no sentence away. */
const leftByEscape = new Map<string, string>()
const KEPT = 'Kept from before, when Escape closed this. '

function faultOf(reason: string, need: 'required' | 'optional'): string | null {
  if (reason === '' && need === 'required') return 'Say why in a few words: it is kept in the audit trail.'
  return reason.length > MOST ? `Shorten it to 2,000 characters: it has ${reason.length.toLocaleString('en')}.` : null
}

/**
 * The one dialog for every change that is asked about first. Cancel is focused first; what was typed outlasts a
 * refusal; a click outside does nothing.
 */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, description, children, action, tone = 'primary', reason, disabledReason, isBusy, refusal } = props
  const [kept] = useState(() => leftByEscape.get(title))
  const [text, setText] = useState(kept ?? reason?.initial ?? '')
  const [checked, setChecked] = useState<readonly FieldFault[]>([])
  const [attempt, setAttempt] = useState(0)
  const refused = refusal?.faults.map(({ path, message }) => ({
    fieldId: REASON_PATHS.includes(path) ? REASON_ID : (props.fields?.[path] ?? CONTENT_ID),
    message,
  }))
  const faults = checked.length > 0 ? checked : (refused ?? [])
  const isUnknown = refusal !== null && UNKNOWN_OUTCOME.includes(refusal.code)
  const fault = faults.find(({ fieldId }) => fieldId === REASON_ID)?.message

  useEffect(() => void leftByEscape.delete(title), [title])
  const keep = () => {
    if (text.trim() !== '' && text !== reason?.initial) leftByEscape.set(title, text)
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    if (isBusy || disabledReason !== undefined) return
    const given = text.trim()
    const message = reason === undefined ? null : faultOf(given, reason.need)
    const found = [...(props.check?.() ?? []), ...(message === null ? [] : [{ fieldId: REASON_ID, message }])]
    setAttempt(attempt + 1)
    setChecked(found)
    if (found.length === 0) props.onConfirm(given)
  }

  return (
    <AlertDialog
      title={title}
      description={description}
      opener={props.opener ?? null}
      onEscape={keep}
      onClose={props.onClose}
    >
      <form noValidate onSubmit={submit} className="grid min-w-0 gap-4">
        {faults.length > 0 && (
          <ErrorSummary
            title={checked.length > 0 ? 'Nothing was changed yet' : (refusal?.message ?? '')}
            faults={faults}
            attempt={attempt}
          />
        )}
        <div id={CONTENT_ID} tabIndex={-1} className="grid min-w-0 gap-4 empty:hidden">
          {children}
        </div>
        {refusal !== null && faults.length === 0 && (
          <Notice tone="error" title={isUnknown ? 'Nobody knows yet whether it was changed.' : 'Nothing was changed.'}>
            {refusal.message}
          </Notice>
        )}
        {reason !== undefined && (
          <TextAreaField
            id={REASON_ID}
            label={`${reason.label}${reason.need === 'optional' ? ' (optional)' : ''}`}
            hint={kept === undefined ? reason.hint : `${KEPT}${reason.hint ?? ''}`}
            fault={fault}
            required={reason.need === 'required'}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        )}
        <DialogFooter>
          <AlertDialogCancel asChild>
            <Button>Cancel</Button>
          </AlertDialogCancel>
          <Button
            type="submit"
            look={tone === 'danger' ? 'danger-primary' : 'primary'}
            isBusy={isBusy}
            disabledReason={disabledReason}
          >
            {action}
          </Button>
        </DialogFooter>
      </form>
    </AlertDialog>
  )
}
