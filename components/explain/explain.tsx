'use client'

import { useQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import { PageHeader } from '@/components/shell/page-header'
import { EmptyState } from '@/components/ui/empty-state'
import { SkeletonRows } from '@/components/ui/skeleton'
import { announce } from '@/lib/client/announce'
import { type DraftQuestion, explainHref, isWhole, questionIn } from '@/lib/client/explain-link'
import { explainQuery } from '@/lib/client/queries/explain'
import { isUnanswered } from '@/lib/client/queries/until-answered'
import { useAddress } from '@/lib/client/use-address'
import { Answer } from './answer'
import { ExplainTrouble } from './explain-trouble'
import { QuestionForm } from './question-form'
import { verdictText } from './verdict-text'

/** The question stands in the address: going back asks the one before. */
function useQuestion() {
  const { search, go } = useAddress()
  return { question: questionIn(Object.fromEntries(search)), ask: (next: DraftQuestion) => go(() => explainHref(next)) }
}

/** Why an actor may, or may not, use a feature in a resource. */
export function Explain() {
  const { question, ask } = useQuestion()
  const query = useQuery(explainQuery(question))
  const { data, error, isFetching, refetch } = query
  const [attempt, setAttempt] = useState(0)
  // The address whose answer is still to be said, once.
  const [unsaid, setUnsaid] = useState<string | null>(null)
  const address = explainHref(question)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is said when it is there, not when it is said anew
  useEffect(() => {
    if (unsaid !== address || isFetching) return
    if (data !== undefined && error === null) announce(verdictText(question, data))
    setUnsaid(null)
  }, [unsaid, address, isFetching])

  function submit(next: DraftQuestion) {
    setAttempt(attempt + 1)
    const wanted = explainHref(next)
    if (wanted === address) return void refetch().then(() => setUnsaid(wanted))
    setUnsaid(wanted)
    ask(next)
  }

  return (
    <>
      <PageHeader
        title="Explain"
        purpose="Why somebody may, or may not, use a feature in a project or a section, and what would change that."
      />
      <div className="grid gap-6">
        <QuestionForm
          question={question}
          names={data?.names ?? null}
          isBusy={isFetching && unsaid !== null}
          onAsk={submit}
        />
        {!isWhole(question) && (
          <EmptyState icon={Search} title="Ask about somebody">
            Choose a feature, an author or a user, and a project or a section. The answer shows every step of the
            judgment, and its address can be sent to a colleague.
          </EmptyState>
        )}
        {error !== null && <ExplainTrouble query={query} question={question} attempt={attempt} />}
        {isWhole(question) && data === undefined && error === null && (
          <SkeletonRows label="Asking for the decision …" rows={8} />
        )}
        {data !== undefined && (error === null || isUnanswered(error)) && (
          <Answer question={question} decision={data} />
        )}
      </div>
    </>
  )
}
