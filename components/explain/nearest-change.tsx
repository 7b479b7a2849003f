import { ArrowRight } from 'lucide-react'
import Link from 'next/link'
import { buttonLook } from '@/components/ui/button-look'
import type { DraftQuestion } from '@/lib/client/explain-link'
import { useVisitor } from '@/lib/client/visitor'
import type { ExplainedDecision } from '@/lib/contracts/api/explain'
import { changeHint } from './change-hint'

interface NearestChangeProps {
  readonly question: DraftQuestion
  readonly decision: ExplainedDecision
}

const UNKNOWN = 'The directory does not know it yet: that comes first, from the application or by an import.'

/** The one change that would turn a deny into an allow, with the way to where it is made. */
export function NearestChange({ question, decision }: NearestChangeProps) {
  const { permissions } = useVisitor()
  const hint = changeHint(question, decision)
  const isUnreadable = decision.reason === 'repository_error'
  if (hint === null)
    return (
      <p className="border-t border-deny/40 pt-4 text-text">
        {isUnreadable
          ? 'Ask again once the database is back.'
          : 'No single change would let this account in: more than one thing stands in the way.'}
      </p>
    )
  const may = permissions.includes(hint.permission)
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-t border-deny/40 pt-4">
      <div className="grid min-w-0 flex-1 basis-72 gap-1">
        <p className="text-muted">The nearest change that would allow it</p>
        <p className="font-semibold wrap-anywhere">{hint.text}</p>
        {may && hint.link === null && <p className="text-muted">{UNKNOWN}</p>}
        {!may && <p className="text-muted">A system admin can do that.</p>}
      </div>
      {may && hint.link !== null && (
        <Link href={hint.link.href} prefetch={false} className={buttonLook()}>
          {hint.link.label}
          <ArrowRight aria-hidden="true" className="size-4" />
        </Link>
      )}
    </div>
  )
}
