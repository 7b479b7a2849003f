import { ROW } from './row-layout'

const ROWS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth']
const BAR = 'rounded-small bg-sunken'

/** The board's shape while it is read. */
export function BoardSkeleton() {
  return (
    <div className="rounded-large border border-hairline bg-surface">
      <p className="px-4 py-2 text-12 text-muted middle:px-6">Reading the features …</p>
      <div aria-hidden="true">
        {ROWS.map((row) => (
          <div key={row} className={`${ROW} border-t border-hairline px-4 py-4 middle:px-6`}>
            <div className="grid gap-2">
              <div className={`${BAR} h-4 w-40`} />
              <div className={`${BAR} h-4 w-56 max-w-full`} />
              <div className={`${BAR} h-3 w-24`} />
            </div>
            <div className={`${BAR} mt-1 h-8 max-w-80`} />
            <div className={`${BAR} h-4 w-20`} />
          </div>
        ))}
      </div>
    </div>
  )
}
