import type { ReactNode } from 'react'
import { PageTitle } from './page-title'

interface PageHeaderProps {
  readonly title: string
  /** One line that says what the page is for. */
  readonly purpose: ReactNode
  /** The page's one main action. */
  readonly action?: ReactNode
  /** The way up: "Rollouts". */
  readonly trail?: ReactNode
  /** Beside the title: badges. */
  readonly beside?: ReactNode
}

/** What every page opens with. */
export function PageHeader({ title, purpose, action, trail, beside }: PageHeaderProps) {
  return (
    <div className="mb-6 grid gap-2">
      {trail}
      <div className="flex min-h-16 flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="grid min-w-0 gap-1">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <PageTitle>{title}</PageTitle>
            {beside}
          </div>
          <p className="max-w-prose text-pretty text-muted wrap-anywhere">{purpose}</p>
        </div>
        {action !== undefined && <div className="flex flex-wrap gap-3">{action}</div>}
      </div>
    </div>
  )
}
