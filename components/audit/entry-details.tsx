import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { DataTable } from '@/components/ui/data-table'
import { DescriptionList } from '@/components/ui/description-list'
import { RelativeTime } from '@/components/ui/relative-time'
import { useMay } from '@/lib/client/visitor'
import type { AuditEntry } from '@/lib/contracts/api/audit'
import { fieldWords, valueWords } from './field-words'

type Difference = AuditEntry['differences'][number]

const Value = ({ text }: { readonly text: string }) => (
  <span dir="auto" className={text === 'none' ? 'text-muted' : 'whitespace-pre-wrap'}>
    {text}
  </span>
)

function Differences({ entry }: { readonly entry: AuditEntry }) {
  if (entry.differences.length === 0) return null
  return (
    <DataTable<Difference>
      caption={`What changed, entry ${entry.id}`}
      captionLook="hidden"
      columns={[
        {
          id: 'field',
          heading: 'Field',
          role: 'row-header',
          cell: ({ field }) => fieldWords(field),
          className: 'w-1/4',
        },
        { id: 'before', heading: 'Before', cell: (row) => <Value text={valueWords(row.field, row.before)} /> },
        { id: 'after', heading: 'After', cell: (row) => <Value text={valueWords(row.field, row.after)} /> },
      ]}
      rows={entry.differences}
      rowKey={({ field }) => field}
    />
  )
}

const Mono = ({ children }: { readonly children: string | number }) => (
  <span className="font-mono text-12 wrap-anywhere">{children}</span>
)

function factsOf({ id, occurredAt, note, requestId, importId, revision, hash, prevHash }: AuditEntry) {
  return [
    ...(note === null
      ? []
      : [
          {
            term: 'Note',
            description: (
              <span dir="auto" className="block whitespace-pre-wrap">
                {note}
              </span>
            ),
          },
        ]),
    { term: 'When', description: <RelativeTime at={occurredAt} /> },
    { term: 'Entry', description: `${id.toLocaleString('en')}, revision ${revision.toLocaleString('en')}` },
    ...(requestId === null
      ? []
      : [{ term: 'Request', description: <Copied text={requestId} label={`Copy the request id of entry ${id}`} /> }]),
    ...(importId === null
      ? []
      : [
          {
            term: 'Import',
            description: (
              <Link
                href={`/audit?importId=${importId}`}
                prefetch={false}
                className="inline-block min-h-6 underline underline-offset-4"
              >
                All that this import changed
              </Link>
            ),
          },
        ]),
    { term: 'Hash', description: <Mono>{hash}</Mono> },
    { term: 'Hash before it', description: <Mono>{prevHash}</Mono> },
  ]
}

const Copied = ({ text, label }: { readonly text: string; readonly label: string }) => (
  <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
    <Mono>{text}</Mono>
    <CopyButton look="quiet" label={label} text={text} />
  </span>
)

interface EntryDetailsProps {
  readonly id: string
  readonly entry: AuditEntry
  readonly onRevert: () => void
}

/** All that is known of a change, and the way back where there is one. */
export function EntryDetails({ id, entry, onRevert }: EntryDetailsProps) {
  const { revert } = entry
  const mayChange = useMay('change_rollouts')
  return (
    <div id={id} className="grid gap-4 border-t border-hairline bg-sunken px-4 py-4">
      <Differences entry={entry} />
      <DescriptionList items={factsOf(entry)} />
      {revert.isOffered && (
        <div>
          <Button onClick={onRevert} aria-label={`Revert entry ${entry.id}…`}>
            Revert…
          </Button>
        </div>
      )}
      {!revert.isOffered && (mayChange || revert.code !== 'forbidden') && (
        <p className="text-muted">Can’t be reverted. {revert.message}</p>
      )}
    </div>
  )
}
