import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { ScrollRegion } from './scroll-region'

export interface Sort<Id extends string = string> {
  readonly by: Id
  readonly direction: 'ascending' | 'descending'
}

export interface Column<Row, Id extends string = string> {
  readonly id: Id
  /** Its heading; with `headingLook: 'hidden'` only heard, as over a column of buttons. */
  readonly heading: string
  readonly headingLook?: 'hidden'
  readonly cell: (row: Row) => ReactNode
  /** Names the row: the first column that does is the row's header. */
  readonly role?: 'row-header'
  readonly align?: 'end'
  /** Sorted by pressing its heading. */
  readonly sort?: 'sortable'
  /** Widths and where it is hidden. */
  readonly className?: string
}

interface DataTableProps<Row, Id extends string> {
  /** What the table holds, in a few words: "Accounts, by name". */
  readonly caption: string
  readonly captionLook?: 'hidden'
  readonly columns: readonly Column<Row, Id>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  readonly sort?: Sort<Id>
  readonly onSort?: (sort: Sort<Id>) => void
}

// Names of 255 letters break anywhere, which would let a narrow page squeeze a column to a letter.
const CELL = 'min-w-24 px-4 py-2.5 align-top first:pl-4 wrap-anywhere'

function turned<Id extends string>(sort: Sort<Id> | undefined, by: Id): Sort<Id> {
  return { by, direction: sort?.by === by && sort.direction === 'ascending' ? 'descending' : 'ascending' }
}

interface HeadingProps<Id extends string> {
  readonly column: Column<never, Id>
  readonly sort: Sort<Id> | undefined
  readonly onSort: ((sort: Sort<Id>) => void) | undefined
}

function Heading<Id extends string>({ column, sort, onSort }: HeadingProps<Id>) {
  const { id, heading, headingLook, align, className } = column
  const look = classNames(
    'px-4 text-12 font-medium text-muted',
    align === 'end' ? 'text-right' : 'text-left',
    className,
  )
  if (column.sort !== 'sortable' || onSort === undefined) {
    return (
      <th scope="col" className={classNames(look, 'h-9')}>
        <span className={headingLook === 'hidden' ? 'sr-only' : undefined}>{heading}</span>
      </th>
    )
  }
  const direction = sort?.by === id ? sort.direction : undefined
  const Arrow = direction === undefined ? ChevronsUpDown : direction === 'ascending' ? ArrowUp : ArrowDown
  return (
    <th scope="col" aria-sort={direction} className={look}>
      <button
        type="button"
        onClick={() => onSort(turned(sort, id))}
        className="-mx-1.5 inline-flex min-h-9 cursor-pointer items-center gap-1 rounded-small px-1.5 hover:text-text"
      >
        {heading}
        <Arrow aria-hidden="true" className={classNames('size-3', direction !== undefined && 'text-text')} />
      </button>
    </th>
  )
}

/**
 * A table in its scroll region: caption, scoped headers, sorting by the headings. Rows are 44 px or more. Give the
 * actions of a row names of their own: "Remove the exemption of Open Press".
 */
export function DataTable<Row, Id extends string = string>(props: DataTableProps<Row, Id>) {
  const { caption, captionLook, columns, rows, rowKey, sort, onSort } = props
  const rowHeader = columns.find(({ role }) => role === 'row-header')
  return (
    <ScrollRegion label={`${caption}, table`} className="rounded-large border border-hairline bg-surface">
      <table className="w-full border-collapse">
        <caption className={captionLook === 'hidden' ? 'sr-only' : 'px-4 py-3 text-left font-semibold'}>
          {caption}
        </caption>
        <thead>
          <tr className="border-b border-hairline">
            {columns.map((column) => (
              <Heading key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className="h-11 border-hairline not-first:border-t hover:bg-hover">
              {columns.map((column) => {
                const look = classNames(CELL, column.align === 'end' && 'text-right', column.className)
                return column === rowHeader ? (
                  <th key={column.id} scope="row" className={classNames(look, 'text-left font-medium')}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.id} className={look}>
                    {column.cell(row)}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
