import { Button } from './button'

interface PaginationProps {
  /** What is paged: "Accounts". */
  readonly label: string
  /** Where one is: "1–50 of 12,400 accounts", "Page 3". */
  readonly position: string
  /** Absent on the first page, and on the last. */
  readonly onPrevious?: (() => void) | undefined
  readonly onNext?: (() => void) | undefined
  readonly isBusy?: boolean
}

/** From page to page of a list that is read by cursor. */
export function Pagination({ label, position, onPrevious, onNext, isBusy = false }: PaginationProps) {
  return (
    <nav aria-label={`Pages of ${label}`} className="flex flex-wrap items-center justify-between gap-3 py-3">
      <p className="text-12 text-muted">{position}</p>
      <div className="flex gap-2">
        <Button
          size="compact"
          onClick={onPrevious}
          isBusy={isBusy}
          disabledReason={onPrevious === undefined ? 'This is the first page.' : undefined}
        >
          Previous
        </Button>
        <Button
          size="compact"
          onClick={onNext}
          isBusy={isBusy}
          disabledReason={onNext === undefined ? 'This is the last page.' : undefined}
        >
          Next
        </Button>
      </div>
    </nav>
  )
}
