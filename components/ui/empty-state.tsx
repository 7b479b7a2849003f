import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

interface EmptyStateProps {
  readonly icon?: LucideIcon
  readonly title: string
  /** Why there is nothing, and what would bring something. */
  readonly children?: ReactNode
  readonly action?: ReactNode
}

/** What stands where there is nothing to show. */
export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="grid justify-items-center gap-2 rounded-large border border-hairline bg-surface px-4 py-12 text-center">
      {Icon !== undefined && <Icon aria-hidden="true" className="mb-2 size-6 text-muted" />}
      <h2 className="text-16 font-semibold">{title}</h2>
      {children !== undefined && <div className="max-w-prose text-muted wrap-anywhere">{children}</div>}
      {action !== undefined && <div className="mt-4 flex flex-wrap justify-center gap-3">{action}</div>}
    </div>
  )
}
