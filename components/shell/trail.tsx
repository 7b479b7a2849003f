import { ChevronRight } from 'lucide-react'
import Link from 'next/link'

interface TrailProps {
  /** From the top down, without the page itself. */
  readonly steps: readonly { readonly href: string; readonly label: string }[]
}

/** The way up from a page. */
export function Trail({ steps }: TrailProps) {
  return (
    <nav aria-label="Breadcrumb">
      <ol className="flex flex-wrap items-center gap-1 text-muted">
        {steps.map(({ href, label }) => (
          <li key={href} className="group flex min-w-0 items-center gap-1">
            <ChevronRight aria-hidden="true" className="size-3.5 shrink-0 group-first:hidden" />
            <Link
              href={href}
              prefetch={false}
              dir="auto"
              className="inline-flex min-h-6 items-center rounded-small underline-offset-4 wrap-anywhere hover:text-text hover:underline"
            >
              {label}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}
