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
  /** Widths, where the rows stand as a table. */
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
  /**
   * Below which width of the content the rows are cards: 36 rem, or 60 for tables that would scroll there. `never`: a
   * few columns of figures stay a table.
   */
  readonly cardsBelow?: keyof typeof CARDS | 'never'
}

// Names of 255 letters break anywhere, which would let a narrow page squeeze a column to a letter.
const CELL = 'min-w-24 px-4 py-2.5 align-top first:pl-4 wrap-anywhere'

/** Each row a card: its header, and below it a heading and a value a line. Important over what columns say of widths. */
const CARDS = {
  middle: {
    table: '@max-middle:block',
    head: '@max-middle:sr-only',
    body: '@max-middle:block',
    row: '@max-middle:grid @max-middle:h-auto @max-middle:gap-1.5 @max-middle:px-4 @max-middle:py-3',
    cell: '@max-middle:w-auto! @max-middle:min-w-0! @max-middle:p-0! @max-middle:text-left! @max-middle:whitespace-normal!',
    // Seen, and not heard: a cell's heading is said already.
    named:
      "@max-middle:grid @max-middle:grid-cols-[clamp(5.5rem,18cqi,9rem)_1fr] @max-middle:gap-x-3 @max-middle:before:text-12 @max-middle:before:leading-5 @max-middle:before:text-muted @max-middle:before:content-[attr(data-heading)_/_'']",
    unnamed: '@max-middle:block',
  },
  large: {
    table: '@max-[60rem]:block',
    head: '@max-[60rem]:sr-only',
    body: '@max-[60rem]:block',
    row: '@max-[60rem]:grid @max-[60rem]:h-auto @max-[60rem]:gap-1.5 @max-[60rem]:px-4 @max-[60rem]:py-3',
    cell: '@max-[60rem]:w-auto! @max-[60rem]:min-w-0! @max-[60rem]:p-0! @max-[60rem]:text-left! @max-[60rem]:whitespace-normal!',
    named:
      "@max-[60rem]:grid @max-[60rem]:grid-cols-[clamp(5.5rem,18cqi,9rem)_1fr] @max-[60rem]:gap-x-3 @max-[60rem]:before:text-12 @max-[60rem]:before:leading-5 @max-[60rem]:before:text-muted @max-[60rem]:before:content-[attr(data-heading)_/_'']",
    unnamed: '@max-[60rem]:block',
  },
} as const

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
      <th scope="col" role="columnheader" className={classNames(look, 'h-9')}>
        <span className={headingLook === 'hidden' ? 'sr-only' : undefined}>{heading}</span>
      </th>
    )
  }
  const direction = sort?.by === id ? sort.direction : undefined
  const Arrow = direction === undefined ? ChevronsUpDown : direction === 'ascending' ? ArrowUp : ArrowDown
  return (
    <th scope="col" role="columnheader" aria-sort={direction} className={look}>
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

// Every role below is its element's own, said again: of a table that is laid out as cards, browsers forget them.

type CardLook = (typeof CARDS)[keyof typeof CARDS]

interface CellProps<Row, Id extends string> {
  readonly column: Column<Row, Id>
  readonly row: Row
  readonly isRowHeader: boolean
  /** How it looks as part of a card; null where it never is. */
  readonly card: CardLook | null
}

function Cell<Row, Id extends string>({ column, row, isRowHeader, card }: CellProps<Row, Id>) {
  const { heading, headingLook, align, className } = column
  const isNamed = !isRowHeader && headingLook !== 'hidden'
  const look = classNames(
    CELL,
    align === 'end' && 'text-right',
    className,
    card?.cell,
    isNamed ? card?.named : card?.unnamed,
  )
  if (isRowHeader) {
    return (
      <th scope="row" role="rowheader" className={classNames(look, 'text-left font-medium')}>
        {column.cell(row)}
      </th>
    )
  }
  return (
    <td role="cell" data-heading={heading} className={look}>
      <div className="min-w-0">{column.cell(row)}</div>
    </td>
  )
}

/**
 * A table in its scroll region, or a card a row where the content is narrow: caption, scoped headers, sorting by the
 * headings. Rows are 44 px or more. Give the actions of a row names of their own: "Remove the exemption of Open Press".
 */
export function DataTable<Row, Id extends string = string>(props: DataTableProps<Row, Id>) {
  const { caption, captionLook, columns, rows, rowKey, sort, onSort, cardsBelow = 'middle' } = props
  const rowHeader = columns.find(({ role }) => role === 'row-header')
  const card = cardsBelow === 'never' ? null : CARDS[cardsBelow]
  return (
    <ScrollRegion label={`${caption}, table`} className="rounded-large border border-hairline bg-surface">
      <table role="table" className={classNames('w-full border-collapse', card?.table)}>
        <caption className={captionLook === 'hidden' ? 'sr-only' : 'px-4 py-3 text-left font-semibold'}>
          {caption}
        </caption>
        <thead role="rowgroup" className={card?.head}>
          <tr role="row" className="border-b border-hairline">
            {columns.map((column) => (
              <Heading key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className={card?.body}>
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              role="row"
              className={classNames('h-11 border-hairline not-first:border-t hover:bg-hover', card?.row)}
            >
              {columns.map((column) => (
                <Cell key={column.id} column={column} row={row} isRowHeader={column === rowHeader} card={card} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
