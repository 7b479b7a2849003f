import { CopyButton } from '@/components/ui/copy-button'
import { ScrollRegion } from '@/components/ui/scroll-region'

interface CodeProps {
  /** What it is, unique on the page: "Example request of decide". */
  readonly label: string
  /** What stands over it. */
  readonly title: string
  readonly text: string
}

/** An example, to be copied. */
export function Code({ label, title, text }: CodeProps) {
  return (
    <div className="grid min-w-0 gap-1.5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-12 font-medium text-muted">{title}</p>
        <span className="print:hidden">
          <CopyButton label={`Copy ${label}`} text={text} look="quiet" />
        </span>
      </div>
      <ScrollRegion label={label} className="max-h-80 rounded-medium border border-hairline bg-sunken print:max-h-none">
        <pre className="p-3 font-mono text-12 whitespace-pre-wrap wrap-anywhere">{text}</pre>
      </ScrollRegion>
    </div>
  )
}
