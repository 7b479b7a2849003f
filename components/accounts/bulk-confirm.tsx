import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { counted } from '@/lib/client/decision-words'
import { useAction } from '@/lib/client/use-action'
import type { ActionResult } from '@/lib/contracts/action-result'
import type { InternalsPlan } from '@/lib/contracts/api/accounts'

interface BulkConfirmProps {
  readonly csv: string
  /** As the dry run found it. */
  readonly plan: InternalsPlan
  readonly change: (given: { csv: string }) => Promise<ActionResult<InternalsPlan>>
  readonly opener: HTMLElement
  readonly onDone: (plan: InternalsPlan) => void
  readonly onClose: () => void
}

const SHOWN = 5

const doneText = ({ counts: { changed } }: InternalsPlan) =>
  changed === 0 ? 'Nothing had to be changed.' : `${counted(changed, 'account')} changed.`

function Names({ plan, isInternal }: { readonly plan: InternalsPlan; readonly isInternal: boolean }) {
  const rows = plan.rows.filter((row) => row.outcome === 'will_change' && row.isInternal === isInternal)
  if (rows.length === 0) return null
  const more = rows.length - SHOWN
  const names = rows.slice(0, SHOWN).map(({ type, id, name }) => name ?? `${type} ${id}`)
  return (
    <li>
      <p className="font-semibold">
        {counted(rows.length, 'account')} {isInternal ? 'marked as internal' : 'marked as no longer internal'}
      </p>
      <p dir="auto" className="text-muted wrap-anywhere">
        {names.join(', ')}
        {more > 0 && `, and ${more.toLocaleString('en')} more`}
      </p>
    </li>
  )
}

/** Asks once more, in numbers, before a file of internal flags is written. */
export function BulkConfirm({ csv, plan, change, opener, onDone, onClose }: BulkConfirmProps) {
  const action = useAction(change, {
    done: doneText,
    touches: ['accounts', 'audit', 'impact', 'explain'],
    onDone: (done) => {
      onDone(done)
      onClose()
    },
  })
  const { changed, unchanged } = plan.counts
  const stay = unchanged > 0 ? ` ${counted(unchanged, 'row')} say what is so already and do nothing.` : ''
  return (
    <ConfirmDialog
      title={`Change ${counted(changed, 'account')}?`}
      description={`All of them together, or none. Each has an entry of its own in the audit trail, with the note of its row.${stay}`}
      action={`Change ${counted(changed, 'account')}`}
      isBusy={action.isBusy}
      refusal={action.failure}
      opener={opener}
      onConfirm={() => void action.run({ csv })}
      onClose={onClose}
    >
      <ul className="grid gap-3 rounded-medium border border-hairline bg-surface p-4">
        <Names plan={plan} isInternal={true} />
        <Names plan={plan} isInternal={false} />
      </ul>
    </ConfirmDialog>
  )
}
