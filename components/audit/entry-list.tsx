import { ArrowUp } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import type { AuditEntry } from '@/lib/contracts/api/audit'
import { Entry } from './entry'
import type { RevertAction } from './revert-confirm'
import { RevertDialog } from './revert-dialog'
import type { HeldEntries } from './use-held-entries'

const dayText = new Intl.DateTimeFormat('en', { dateStyle: 'full', timeZone: 'UTC' })
const dayOf = ({ occurredAt }: AuditEntry) => occurredAt.slice(0, 10)
const newText = (count: number) => (count === 1 ? '1 new change: show' : `${count} new changes: show`)

function byDay(entries: readonly AuditEntry[]): readonly (readonly [string, readonly AuditEntry[]])[] {
  const days = new Map<string, AuditEntry[]>()
  for (const entry of entries) days.set(dayOf(entry), [...(days.get(dayOf(entry)) ?? []), entry])
  return [...days]
}

interface EntryListProps {
  readonly held: HeldEntries
  /** How many stand here, in words. */
  readonly count: string
  readonly revert: RevertAction
}

/** Entries by day. New ones wait behind a button in a row that keeps its height, so that nothing moves. */
export function EntryList({ held, count, revert }: EntryListProps) {
  const list = useRef<HTMLDivElement>(null)
  const [asked, setAsked] = useState<{ entry: AuditEntry; opener: HTMLElement | null } | null>(null)
  const entry = held.shown.find(({ id }) => id === asked?.entry.id) ?? asked?.entry
  const show = () => {
    held.show()
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('[aria-expanded]')?.focus())
  }
  return (
    <div ref={list} className="grid gap-6">
      <div className="-mb-2 flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="text-muted">{count}, newest first. Days and times are those of UTC.</p>
        {held.waiting > 0 && (
          <Button size="compact" onClick={show}>
            <ArrowUp aria-hidden="true" className="size-4" />
            {newText(held.waiting)}
          </Button>
        )}
      </div>
      {byDay(held.shown).map(([day, entries]) => (
        <section key={day} aria-labelledby={`day-${day}`} className="grid min-w-0 gap-2">
          <h2 id={`day-${day}`} className="font-semibold">
            {dayText.format(new Date(`${day}T00:00:00Z`))}
          </h2>
          <ul className="rounded-large border border-hairline bg-surface">
            {entries.map((entry) => (
              <Entry key={entry.id} entry={entry} onRevert={(opener) => setAsked({ entry, opener })} />
            ))}
          </ul>
        </section>
      ))}
      {asked !== null && entry !== undefined && (
        <RevertDialog
          entry={entry}
          opener={asked.opener}
          revert={revert}
          onDone={held.show}
          onClose={() => setAsked(null)}
        />
      )}
    </div>
  )
}
