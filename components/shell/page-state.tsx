import type { LucideIcon } from 'lucide-react'
import { CloudOff, DatabaseZap, Lock, SearchX, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { PageTitle } from './page-title'

const ICONS = {
  forbidden: Lock,
  not_found: SearchX,
  error: TriangleAlert,
  database: DatabaseZap,
  offline: CloudOff,
} as const satisfies Record<string, LucideIcon>

interface PageStateProps {
  readonly state: keyof typeof ICONS
  readonly title: string
  /** What is so, and what can be done. */
  readonly children: ReactNode
  readonly action?: ReactNode
}

/** A whole page that has nothing to show but why. */
export function PageState({ state, title, children, action }: PageStateProps) {
  const Icon = ICONS[state]
  return (
    <div className="grid max-w-prose justify-items-start gap-2">
      <Icon aria-hidden="true" className="mb-2 size-6 text-muted" />
      <PageTitle>{title}</PageTitle>
      <div className="text-muted">{children}</div>
      {action !== undefined && <div className="mt-4 flex flex-wrap gap-3">{action}</div>}
    </div>
  )
}
