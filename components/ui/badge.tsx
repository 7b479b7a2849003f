import { cva, type VariantProps } from 'class-variance-authority'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

const look = cva(
  'inline-flex max-w-full items-center gap-1 rounded-small border px-1.5 text-12 font-medium wrap-anywhere',
  {
    variants: {
      tone: {
        neutral: 'border-hairline bg-sunken text-text',
        outline: 'border-edge text-text',
        allow: 'border-allow/40 bg-allow-surface text-allow',
        deny: 'border-deny/40 bg-deny-surface text-deny',
        warn: 'border-warn/40 bg-warn-surface text-warn',
        accent: 'border-on-accent/40 bg-accent text-on-accent',
      },
    },
    defaultVariants: { tone: 'neutral' },
  },
)

interface BadgeProps extends VariantProps<typeof look> {
  readonly icon?: LucideIcon
  readonly children: ReactNode
}

/** A state in a word; its color only repeats it. */
export function Badge({ tone, icon: Icon, children }: BadgeProps) {
  return (
    <span className={look({ tone })}>
      {Icon !== undefined && <Icon aria-hidden="true" className="size-3 shrink-0" />}
      {children}
    </span>
  )
}
