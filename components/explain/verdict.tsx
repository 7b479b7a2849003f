import { CircleCheck, CircleX } from 'lucide-react'
import { classNames } from '@/components/ui/class-names'
import type { DraftQuestion } from '@/lib/client/explain-link'
import type { ExplainedDecision } from '@/lib/contracts/api/explain'
import { NearestChange } from './nearest-change'
import { verdictText, whyText } from './verdict-text'

interface VerdictProps {
  readonly question: DraftQuestion
  readonly decision: ExplainedDecision
}

/** The answer itself, why, and the nearest change that would turn it. */
export function Verdict({ question, decision }: VerdictProps) {
  const { result } = decision
  const Icon = result ? CircleCheck : CircleX
  return (
    <section
      aria-labelledby="explain-verdict"
      className={classNames(
        'grid gap-4 rounded-large border p-4 @middle:p-6',
        result ? 'border-allow/40 bg-allow-surface' : 'border-deny/40 bg-deny-surface',
      )}
    >
      <div className="flex gap-4">
        <Icon aria-hidden="true" className={classNames('size-7 shrink-0', result ? 'text-allow' : 'text-deny')} />
        <div className="grid min-w-0 gap-1">
          <p className={classNames('font-semibold', result ? 'text-allow' : 'text-deny')}>
            {result ? 'Allowed' : 'Denied'}
          </p>
          <h2 id="explain-verdict" className="text-20 font-semibold wrap-anywhere">
            {verdictText(question, decision)}
          </h2>
          <p className="max-w-prose wrap-anywhere">{whyText(question, decision)}</p>
        </div>
      </div>
      {!result && <NearestChange question={question} decision={decision} />}
    </section>
  )
}
