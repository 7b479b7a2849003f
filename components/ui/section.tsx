import { type ReactNode, useId } from 'react'
import { classNames } from './class-names'

interface SectionProps {
  readonly title: string
  /** One line that says what it is for. */
  readonly description?: ReactNode
  readonly action?: ReactNode
  /** `card`: on a surface of its own. `plain`: for what brings its own, such as a table. */
  readonly look?: 'card' | 'plain'
  readonly children: ReactNode
}

/** A part of a page under a heading of the second level. */
export function Section({ title, description, action, look = 'plain', children }: SectionProps) {
  const id = useId()
  return (
    <section
      aria-labelledby={id}
      className={classNames(
        'grid min-w-0 content-start gap-4',
        look === 'card' && 'rounded-large border border-hairline bg-surface p-4 middle:p-6',
      )}
    >
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <h2 id={id} className="text-16 font-semibold wrap-anywhere">
            {title}
          </h2>
          {description !== undefined && <p className="text-muted wrap-anywhere">{description}</p>}
        </div>
        {action}
      </div>
      {children}
    </section>
  )
}
