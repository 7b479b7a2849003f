import { CircleAlert, Minus, Pencil } from 'lucide-react'
import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { type Column, DataTable } from '@/components/ui/data-table'
import { Pagination } from '@/components/ui/pagination'
import type { PlannedRow } from '@/lib/contracts/api/accounts'

interface PlannedRowsProps {
  readonly caption: string
  readonly rows: readonly PlannedRow[]
  /** Which page is shown, where that is held outside. */
  readonly page?: number
  readonly onPage?: (page: number) => void
  /** Makes a row a place that can be gone to. */
  readonly idOf?: (row: PlannedRow) => string
}

const ROWS_A_PAGE = 50

const OUTCOMES = {
  will_change: { label: 'Will change', tone: 'outline', icon: Pencil },
  changed: { label: 'Changed', tone: 'outline', icon: Pencil },
  unchanged: { label: 'Unchanged', tone: 'neutral', icon: Minus },
  at_fault: { label: 'At fault', tone: 'deny', icon: CircleAlert },
} as const

function stateText({ isInternal, outcome }: PlannedRow): string {
  if (isInternal === null) return 'Can’t be read'
  const state = isInternal ? 'internal' : 'not internal'
  if (outcome === 'will_change') return `Becomes ${state}`
  return outcome === 'unchanged' ? `Is ${state} already` : `Would be ${state}`
}

const columnsOf = (idOf: PlannedRowsProps['idOf']): readonly Column<PlannedRow>[] => [
  {
    id: 'line',
    heading: 'Line',
    role: 'row-header',
    className: 'w-20',
    cell: (row) => (
      <span id={idOf?.(row)} tabIndex={-1} className="rounded-small">
        <span className="@middle:hidden">Line </span>
        {row.line.toLocaleString('en')}
      </span>
    ),
  },
  {
    id: 'account',
    heading: 'Account',
    className: 'min-w-48',
    cell: ({ type, id, name }) => (
      <>
        {name !== null && <bdi className="block">{name}</bdi>}
        <bdi className={name === null ? undefined : 'text-12 text-muted'}>{`${type} ${id}`.trim() || 'None'}</bdi>
      </>
    ),
  },
  {
    id: 'outcome',
    heading: 'Outcome',
    className: 'w-36 min-w-32',
    cell: ({ outcome }) => {
      const { label, tone, icon } = OUTCOMES[outcome]
      return (
        <Badge tone={tone} icon={icon}>
          {label}
        </Badge>
      )
    },
  },
  {
    id: 'what',
    heading: 'What',
    className: 'min-w-56',
    cell: (row) => row.message ?? stateText(row),
  },
]

/** Rows of a file as the dry run judged them, fifty at a time: ten thousand stay light. */
export function PlannedRows({ caption, rows, page, onPage, idOf }: PlannedRowsProps) {
  const [own, setOwn] = useState(0)
  const last = Math.max(0, Math.ceil(rows.length / ROWS_A_PAGE) - 1)
  const at = Math.min(page ?? own, last)
  const go = onPage ?? setOwn
  const first = at * ROWS_A_PAGE
  const shown = rows.slice(first, first + ROWS_A_PAGE)
  if (rows.length === 0) return <p className="py-6 text-muted">No row is of this kind.</p>
  const end = (first + shown.length).toLocaleString('en')
  return (
    <div className="grid gap-2 pt-3">
      <DataTable
        caption={caption}
        captionLook="hidden"
        columns={columnsOf(idOf)}
        rows={shown}
        rowKey={({ line }) => String(line)}
      />
      {last > 0 && (
        <Pagination
          label={caption}
          position={`${(first + 1).toLocaleString('en')}–${end} of ${rows.length.toLocaleString('en')} rows`}
          onPrevious={at > 0 ? () => go(at - 1) : undefined}
          onNext={at < last ? () => go(at + 1) : undefined}
        />
      )}
    </div>
  )
}
