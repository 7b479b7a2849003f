import { Section } from '@/components/ui/section'
import type { DraftQuestion } from '@/lib/client/explain-link'
import type { ExplainedDecision } from '@/lib/contracts/api/explain'
import { BucketLine } from './bucket-line'
import { JudgedBy } from './judged-by'
import { Reproduce } from './reproduce'
import { Trace } from './trace'
import { UnknownNames } from './unknown-names'
import { Verdict } from './verdict'

interface AnswerProps {
  readonly question: DraftQuestion
  readonly decision: ExplainedDecision
}

/** The decision, the way to it, and how to ask it again. */
export function Answer({ question, decision }: AnswerProps) {
  const { cohort, trace = [] } = decision
  return (
    <div className="grid gap-6">
      <Verdict question={question} decision={decision} />
      <UnknownNames question={question} names={decision.names} />
      <div className="grid gap-6 @wide:grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)]">
        <Section
          look="card"
          title="Step by step"
          description="In the order of judgment; the first that decides ends it."
        >
          <Trace steps={trace} />
        </Section>
        <div className="grid content-start gap-6">
          <Section look="card" title="Judged by">
            <JudgedBy question={question} decision={decision} />
          </Section>
          {cohort !== null && (
            <Section
              look="card"
              title="Place in the cohort"
              description="The same for this actor and feature, always and everywhere."
            >
              <BucketLine cohort={cohort} stage={decision.stage} />
            </Section>
          )}
        </div>
      </div>
      <Reproduce question={question} />
    </div>
  )
}
