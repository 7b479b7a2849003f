'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorSummary } from '@/components/ui/error-summary'
import { SelectField } from '@/components/ui/field'
import { type DraftQuestion, explainHref } from '@/lib/client/explain-link'
import { actorChoices, featureChoices, resourceChoices } from '@/lib/client/queries/explain'
import type { ExplainedDecision } from '@/lib/contracts/api/explain'
import type { ActorType, ResourceType } from '@/lib/rollout'
import { ChoiceField } from './choice-field'
import { FIELD_IDS } from './field-ids'

interface QuestionFormProps {
  /** What is asked now. */
  readonly question: DraftQuestion
  /** The names of those it is about, as the answer has them. */
  readonly names: ExplainedDecision['names'] | null
  readonly isBusy: boolean
  readonly onAsk: (question: DraftQuestion) => void
}

const NEEDED = [
  { key: 'feature', message: 'Choose a feature.' },
  { key: 'actor', message: 'Choose who asks, or give their id.' },
  { key: 'resource', message: 'Choose where it is asked, or give the id.' },
] as const

const textOf = (question: DraftQuestion, key: (typeof NEEDED)[number]['key']) =>
  key === 'feature' ? question.feature : question[key].id

const missingIn = (question: DraftQuestion) =>
  NEEDED.flatMap(({ key, message }) => (textOf(question, key) === '' ? [{ fieldId: FIELD_IDS[key], message }] : []))

/** What is typed follows the address: another question there, by going back or by a link, is another draft. */
function useDraft(question: DraftQuestion) {
  const address = explainHref(question)
  const asked = { address, draft: question }
  const [kept, keep] = useState(asked)
  if (kept.address !== address) keep(asked)
  const change = (changed: Partial<DraftQuestion>) => keep((now) => ({ address, draft: { ...now.draft, ...changed } }))
  return [kept.draft, change] as const
}

const PAIR = 'grid min-w-0 grid-cols-[7.5rem_minmax(0,1fr)] gap-2'

/** The question: which feature, who, where. Ids are taken as they are, known to the directory or not. */
export function QuestionForm({ question, names, isBusy, onAsk }: QuestionFormProps) {
  const [draft, change] = useDraft(question)
  const [attempt, setAttempt] = useState(0)
  const missing = attempt === 0 ? [] : missingIn(draft)
  const faultOf = (fieldId: string) => missing.find((fault) => fault.fieldId === fieldId)?.message
  const { feature, actor, resource } = draft
  const isAsked = explainHref(draft) === explainHref(question)

  function submit(event: FormEvent) {
    event.preventDefault()
    const isMissing = missingIn(draft).length > 0
    setAttempt(isMissing ? attempt + 1 : 0)
    if (!isMissing) onAsk(draft)
  }

  return (
    <form
      noValidate
      aria-label="Question"
      onSubmit={submit}
      className="grid gap-4 rounded-large border border-hairline bg-surface p-4 @middle:p-6"
    >
      {missing.length > 0 && <ErrorSummary title="Something is missing" faults={missing} attempt={attempt} />}
      <div className="grid gap-4 @wide:grid-cols-3">
        <ChoiceField
          id={FIELD_IDS.feature}
          label="Feature"
          hint="Name or description"
          text={feature}
          fault={faultOf(FIELD_IDS.feature)}
          choicesOf={featureChoices}
          onTextChange={(text) => change({ feature: text })}
        />
        <div className={PAIR}>
          <SelectField
            id="explain-actor-type"
            label="Who"
            hint="Type"
            value={actor.type}
            onChange={({ target }) => change({ actor: { ...actor, type: target.value as ActorType } })}
          >
            <option value="user">User</option>
            <option value="author">Author</option>
          </SelectField>
          <ChoiceField
            key={actor.type}
            id={FIELD_IDS.actor}
            label={actor.type === 'user' ? 'User' : 'Author'}
            hint="Name, e-mail or id"
            text={actor.id}
            name={isAsked ? (names?.actor ?? null) : null}
            fault={faultOf(FIELD_IDS.actor)}
            choicesOf={(text) => actorChoices(actor.type, text)}
            onTextChange={(id) => change({ actor: { ...actor, id } })}
          />
        </div>
        <div className={PAIR}>
          <SelectField
            id="explain-resource-type"
            label="Where"
            hint="Type"
            value={resource.type}
            onChange={({ target }) => change({ resource: { ...resource, type: target.value as ResourceType } })}
          >
            <option value="section">Section</option>
            <option value="project">Project</option>
          </SelectField>
          <ChoiceField
            key={resource.type}
            id={FIELD_IDS.resource}
            label={resource.type === 'section' ? 'Section' : 'Project'}
            hint="Title or id"
            text={resource.id}
            name={isAsked ? (names?.resource ?? null) : null}
            fault={faultOf(FIELD_IDS.resource)}
            choicesOf={(text) => resourceChoices(resource.type, text)}
            onTextChange={(id) => change({ resource: { ...resource, id } })}
          />
        </div>
      </div>
      <div>
        <Button type="submit" look="primary" isBusy={isBusy}>
          Explain
        </Button>
      </div>
    </form>
  )
}
