import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names'

const TONES = {
  info: { look: 'border-hairline bg-surface', icon: Info, ink: 'text-muted', word: 'Note' },
  warning: { look: 'border-warn bg-warn-surface', icon: TriangleAlert, ink: 'text-warn', word: 'Warning' },
  error: { look: 'border-deny bg-deny-surface', icon: CircleAlert, ink: 'text-deny', word: 'Error' },
} as const

interface NoticeProps {
  readonly tone?: keyof typeof TONES
  readonly title?: string
  readonly children?: ReactNode
  /** What can be done about it. */
  readonly action?: ReactNode
}

/** Something to know about what stands here. No live region: `announce` says what must be heard. */
export function Notice({ tone = 'info', title, children, action }: NoticeProps) {
  const { look, icon: Icon, ink, word } = TONES[tone]
  return (
    <div className={classNames('flex flex-wrap items-center gap-x-4 gap-y-3 rounded-medium border px-4 py-3', look)}>
      <div className="flex min-w-0 flex-1 basis-60 gap-3">
        <Icon aria-hidden="true" className={classNames('mt-0.5 size-4 shrink-0', ink)} />
        <div className="min-w-0 max-w-prose wrap-anywhere">
          <span className="sr-only">{word}: </span>
          {title !== undefined && <strong className="font-semibold">{title} </strong>}
          {children}
        </div>
      </div>
      {action !== undefined && <div className="flex flex-wrap gap-2">{action}</div>}
    </div>
  )
}
