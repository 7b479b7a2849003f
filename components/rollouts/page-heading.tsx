import type { ReactNode } from 'react'

interface PageHeadingProps {
  /** How many features there are; undefined while nobody knows. */
  readonly count?: number | undefined
  /** The page's main action. */
  readonly children?: ReactNode
}

export function PageHeading({ count, children }: PageHeadingProps) {
  return (
    <div className="mb-6 flex min-h-16 flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div>
        <h1 className="text-28 font-semibold tracking-tight">Rollouts</h1>
        <p className="text-muted">
          {count === undefined || count === 0
            ? 'Every feature and how far it has come.'
            : `${count.toLocaleString('en')} ${count === 1 ? 'feature' : 'features'}, and how far each has come.`}
        </p>
      </div>
      {children}
    </div>
  )
}
