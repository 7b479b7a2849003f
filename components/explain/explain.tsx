'use client'

import { useQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { useSearchParams } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { PageHeader } from '@/components/shell/page-header'
import { EmptyState } from '@/components/ui/empty-state'
import { SkeletonRows } from '@/components/ui/skeleton'
import { announce } from '@/lib/client/announce'
import { type DraftQuestion, explainHref, isWhole, questionIn } from '@/lib/client/explain-link'
import { explainQuery } from '@/lib/client/queries/explain'
import { Answer } from './answer'
import { ExplainTrouble } from './explain-trouble'
import { QuestionForm } from './question-form'
import { verdictText } from './verdict-text'

/** The question stands in the address: going back asks the one before. */
function useQuestion(initial: DraftQuestion) {
  const parameters = useSearchParams()
  const question = parameters === null ? initial : questionIn(Object.fromEntries(parameters))
  const ask = (next: DraftQuestion) => window.history.pushState(null, '', explainHref(next))
  return { question, ask }
}

/** Why an actor may, or may not, use a feature in a resource. */
export function Explain({ initialQuestion }: { readonly initialQuestion: DraftQuestion }) {
  const { question, ask } = useQuestion(initialQuestion)
  const query = useQuery(explainQuery(question))
  const [attempt, setAttempt] = useState(0)
  const said = useRef(0)
  const { data, error, isFetching, refetch } = query
  const isSettled = !isFetching
  useEffect(() => {
    if (attempt === said.current || !isSettled) return
    said.current = attempt
    if (data !== undefined && error === null) announce(verdictText(question, data))
  }, [attempt, isSettled, data, error, question])

  function submit(next: DraftQuestion) {
    setAttempt(attempt + 1)
    if (explainHref(next) === explainHref(question)) void refetch()
    else ask(next)
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
          isBusy={isFetching && attempt > 0}
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
        {data !== undefined && error === null && <Answer question={question} decision={data} />}
      </div>
    </>
  )
}
