import { Download } from 'lucide-react'
import { buttonLook } from '@/components/ui/button-look'

interface CsvLinkProps {
  readonly href: string
  /** What it holds: "exemptions". */
  readonly what: string
}

/** A report as a file. */
export function CsvLink({ href, what }: CsvLinkProps) {
  return (
    <a href={href} download className={buttonLook({ size: 'compact' })}>
      <Download aria-hidden="true" className="size-4" />
      Export {what} as CSV
    </a>
  )
}
