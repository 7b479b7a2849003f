import { classNames } from './class-names'

/** A gray bar where text will stand. Give it the height and width of that text. */
export function Skeleton({ className }: { readonly className: string }) {
  return <span aria-hidden="true" className={classNames('block animate-wait rounded-small bg-selected', className)} />
}

const KEYS = Array.from({ length: 50 }, (_, nth) => nth)

interface SkeletonRowsProps {
  /** What is being read, for those who do not see the bars: "Reading the accounts …". */
  readonly label: string
  readonly rows?: number
}

/** The shape of a list or a table while it is read. */
export function SkeletonRows({ label, rows = 6 }: SkeletonRowsProps) {
  return (
    <div className="min-w-0 rounded-large border border-hairline bg-surface">
      <p className="sr-only">{label}</p>
      {KEYS.slice(0, rows).map((key) => (
        <div key={key} className="flex min-h-11 items-center gap-6 border-hairline px-4 not-first-of-type:border-t">
          <Skeleton className="h-4 w-40" />
          <Skeleton className="h-4 w-24 flex-1" />
          <Skeleton className="h-4 w-16" />
        </div>
      ))}
    </div>
  )
}
