import { ChevronDown } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { ChangeSentence } from '@/components/history/change-sentence'
import { classNames } from '@/components/ui/class-names'
import type { AuditEntry } from '@/lib/contracts/api/audit'
import { EntryDetails } from './entry-details'

interface EntryProps {
  readonly entry: AuditEntry
  /** @param opener what stays there, for the focus to return to */
  readonly onRevert: (opener: HTMLElement | null) => void
}

/** One change in a sentence; pressed, all that is known of it. */
export function Entry({ entry, onRevert }: EntryProps) {
  const [isOpen, setIsOpen] = useState(false)
  const detailsId = useId()
  const toggle = useRef<HTMLButtonElement>(null)
  return (
    <li className="border-hairline not-first:border-t">
      <button
        ref={toggle}
        type="button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? detailsId : undefined}
        onClick={() => setIsOpen(!isOpen)}
        className="flex min-h-11 w-full cursor-pointer items-start gap-4 px-4 py-2.5 text-left -outline-offset-2 hover:bg-hover"
      >
        <time dateTime={entry.occurredAt} className="shrink-0 text-muted tabular-nums">
          {entry.occurredAt.slice(11, 16)}
        </time>
        <span className="grid min-w-0 flex-1 wrap-anywhere">
          <span>
            <ChangeSentence entry={entry} />
            <span className="sr-only">, entry {entry.id}</span>
          </span>
          {entry.note !== null && !isOpen && (
            <span dir="auto" className="line-clamp-1 text-muted">
              {entry.note}
            </span>
          )}
        </span>
        <ChevronDown
          aria-hidden="true"
          className={classNames('mt-0.5 size-4 shrink-0 text-muted', isOpen && 'rotate-180')}
        />
      </button>
      {isOpen && <EntryDetails id={detailsId} entry={entry} onRevert={() => onRevert(toggle.current)} />}
    </li>
  )
}
