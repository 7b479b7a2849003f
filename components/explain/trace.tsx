import { Check, ChevronsRight, CircleCheck, CircleX } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { classNames } from '@/components/ui/class-names'
import type { ExplainedDecision } from '@/lib/contracts/api/explain'

type Step = NonNullable<ExplainedDecision['trace']>[number]

const OUTCOMES = {
  passed: { word: 'Goes on', icon: Check, ink: 'text-muted' },
  skipped: { word: 'Nothing to ask', icon: ChevronsRight, ink: 'text-muted' },
  allowed: { word: 'Allows', icon: CircleCheck, ink: 'text-allow' },
  denied: { word: 'Denies', icon: CircleX, ink: 'text-deny' },
} as const

/** The steps of decision.md as questions. */
const QUESTIONS: Readonly<Record<string, string>> = {
  facts: 'Can the facts be read?',
  scope_state: 'Is it opted in?',
  mode: 'What is the mode?',
  stage: 'Which stage is in force?',
  publisher_deny: 'Is the publisher denied?',
  stage_off: 'Is the stage Off?',
  force_enable: 'Is the publisher forced on?',
  stage_full: 'Is the stage Full?',
  internal: 'Is the account internal?',
  internal_only: 'Is the stage Internal?',
  cohort: 'Is the account in the cohort?',
}

function OneStep({ step, outcome, text }: Step) {
  const { word, icon: Icon, ink } = OUTCOMES[outcome]
  const decides = outcome === 'allowed' || outcome === 'denied'
  const tone = outcome === 'allowed' ? 'allow' : 'deny'
  return (
    <li aria-current={decides ? 'step' : undefined} className="group relative flex gap-3 pb-4 last:pb-0">
      <span aria-hidden="true" className="absolute top-6 bottom-0 left-3 border-l border-hairline group-last:hidden" />
      <span className="relative grid size-6 shrink-0 place-items-center">
        <Icon aria-hidden="true" className={classNames(decides ? 'size-6' : 'size-4', ink)} />
      </span>
      <div className={classNames('grid min-w-0 flex-1 gap-0.5', !decides && 'text-muted')}>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className={classNames('font-medium', decides ? 'font-semibold text-text' : 'text-text')}>
            {QUESTIONS[step] ?? step}
          </span>
          {decides ? (
            <Badge tone={tone}>This decided: {word.toLowerCase()}</Badge>
          ) : (
            <span className="text-12">{word}</span>
          )}
        </p>
        <p className="wrap-anywhere">{text}</p>
      </div>
    </li>
  )
}

/** The judgment as it went, to the step that decided. */
export function Trace({ steps }: { readonly steps: readonly Step[] }) {
  return (
    <ol aria-label="Steps of the judgment">
      {steps.map((step) => (
        <OneStep key={step.step} {...step} />
      ))}
    </ol>
  )
}
