import { Skeleton } from '@/components/ui/skeleton'
import { BoardHeading } from './board-heading'
import { ROW } from './row-layout'

const ROWS = Array.from({ length: 12 }, (_, nth) => nth)

/** The board's shape while it is read. */
export function BoardSkeleton() {
  return (
    <div aria-hidden="true" className="rounded-large border border-hairline bg-surface">
      <BoardHeading />
      {ROWS.map((row) => (
        <div key={row} className={`${ROW} not-nth-[2]:border-t`}>
          <div className="grid gap-1">
            <Skeleton className="h-4 w-36" />
            <Skeleton className="h-3 w-48 max-w-full" />
          </div>
          <Skeleton className="h-8 max-w-80" />
          <Skeleton className="h-7 w-28" />
          <Skeleton className="h-7 w-32" />
          <Skeleton className="h-8 w-36 @wide:justify-self-end" />
        </div>
      ))}
    </div>
  )
}
