import { ChevronDown } from 'lucide-react'
import type { ReactNode, ToggleEventHandler } from 'react'
import { classNames } from './class-names'

interface FoldProps {
  readonly id?: string
  /** What stands there while it is folded. */
  readonly summary: ReactNode
  readonly className?: string
  /** Around what it folds away. */
  readonly contentClassName?: string
  /** Opened or folded, by whomever; only in the browser. */
  readonly onToggle?: ToggleEventHandler<HTMLDetailsElement>
  readonly children: ReactNode
}

/** Folded away until it is asked for: the browser’s own, so that its search finds what is in it, and opens it. */
export function Fold({ id, summary, className, contentClassName, onToggle, children }: FoldProps) {
  return (
    <details id={id} onToggle={onToggle} className={classNames('min-w-0', className)}>
      <summary className="flex min-h-11 cursor-pointer list-none items-start gap-3 px-4 py-2.5 -outline-offset-2 hover:bg-hover [&::-webkit-details-marker]:hidden">
        <span className="min-w-0 flex-1">{summary}</span>
        <ChevronDown
          aria-hidden="true"
          className="mt-0.5 size-4 shrink-0 text-muted [[open]>summary>&]:rotate-180 print:hidden"
        />
      </summary>
      <div className={contentClassName}>{children}</div>
    </details>
  )
}
