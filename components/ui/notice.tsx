import type { ReactNode } from 'react'

interface NoticeProps {
  readonly title: string
  readonly children: ReactNode
  /** What can be done about it. */
  readonly action?: ReactNode
}

/** What stands where there is nothing to show: what is so, why, and what to do. */
export function Notice({ title, children, action }: NoticeProps) {
  return (
    <div className="grid justify-items-start gap-2 rounded-medium border border-hairline bg-surface p-6">
      <h2 className="text-16 font-semibold">{title}</h2>
      <div className="max-w-prose text-muted">{children}</div>
      {action !== undefined && <div className="mt-2">{action}</div>}
    </div>
  )
}
