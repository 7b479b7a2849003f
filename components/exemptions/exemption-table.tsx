'use client'

import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { type Column, DataTable } from '@/components/ui/data-table'
import { RelativeTime } from '@/components/ui/relative-time'
import type { ExemptionRow } from '@/lib/contracts/api/feature-reads'
import { EffectBadge } from './effect-badge'
import { NoteText } from './note-text'

/** What the rows of a table have in common; each is named by the other. */
export type Common = 'feature' | 'publisher'

export const rowName = (row: ExemptionRow, common: Common) => (common === 'feature' ? row.publisherName : row.feature)

const hrefOf = ({ feature, publisherId }: ExemptionRow, common: Common) =>
  common === 'feature' ? `/publishers/${encodeURIComponent(publisherId)}` : `/features/${encodeURIComponent(feature)}`

function columnsFor(common: Common): Column<ExemptionRow>[] {
  return [
    {
      id: 'name',
      heading: common === 'feature' ? 'Publisher' : 'Feature',
      role: 'row-header',
      className: 'min-w-40',
      cell: (row) => (
        <Link
          href={hrefOf(row, common)}
          prefetch={false}
          dir="auto"
          className="inline-block min-h-6 rounded-small underline-offset-4 hover:underline"
        >
          {rowName(row, common)}
        </Link>
      ),
    },
    {
      id: 'effect',
      heading: 'Effect',
      className: 'whitespace-nowrap',
      cell: ({ effect, isExpired }) => <EffectBadge effect={effect} isExpired={isExpired} />,
    },
    {
      id: 'ends',
      heading: 'Ends',
      className: 'whitespace-nowrap',
      cell: ({ expiresAt }) =>
        expiresAt === null ? <span className="text-muted">Never</span> : <RelativeTime at={expiresAt} />,
    },
    {
      id: 'note',
      heading: 'Note',
      className: 'min-w-56 w-2/5',
      cell: (row) => <NoteText note={row.note} of={rowName(row, common)} />,
    },
    {
      id: 'changed',
      heading: 'Last changed',
      className: 'min-w-32',
      cell: ({ updatedAt, updatedBy: { name, kind } }) => (
        <>
          <RelativeTime at={updatedAt} />
          <span className="block text-12 text-muted">
            by <bdi>{name ?? kind.replaceAll('_', ' ')}</bdi>
          </span>
        </>
      ),
    },
  ]
}

interface ExemptionTableProps {
  readonly caption: string
  readonly common: Common
  readonly rows: readonly ExemptionRow[]
  /** Absent where the visitor may not change them. */
  readonly onAsk: ((kind: 'change' | 'remove', row: ExemptionRow, opener: HTMLElement) => void) | undefined
}

const LABELS = { change: 'Change', remove: 'Remove' } as const

/** Exemptions, what each does until when, and why. */
export function ExemptionTable({ caption, common, rows, onAsk }: ExemptionTableProps) {
  const columns = columnsFor(common)
  if (onAsk !== undefined) {
    columns.push({
      id: 'actions',
      heading: 'Actions',
      headingLook: 'hidden',
      align: 'end',
      cell: (row) => (
        <span className="inline-flex gap-2">
          {(['change', 'remove'] as const).map((kind) => (
            <Button
              key={kind}
              size="compact"
              look={kind === 'remove' ? 'danger' : 'plain'}
              aria-label={`${LABELS[kind]} the exemption of ${rowName(row, common)}…`}
              onClick={({ currentTarget }) => onAsk(kind, row, currentTarget)}
            >
              {LABELS[kind]}…
            </Button>
          ))}
        </span>
      ),
    })
  }
  return (
    <DataTable
      caption={caption}
      captionLook="hidden"
      columns={columns}
      cardsBelow="large"
      rows={rows}
      rowKey={({ feature, publisherId }) => `${publisherId} ${feature}`}
    />
  )
}
