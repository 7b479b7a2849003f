'use client'

import { memo, useState } from 'react'
import { CopyPanel } from '@/components/ui/copy-panel'
import { SelectField, TextField } from '@/components/ui/field'
import { type DecisionQuestion, decisionCurl } from '@/lib/client/decision-curl'
import type { FeatureSummary } from '@/lib/contracts/api/feature-reads'
import type { ActorType, ResourceType } from '@/lib/rollout'

interface AskFormProps {
  readonly features: readonly FeatureSummary[]
  /** The feature asked about at first. */
  readonly feature: FeatureSummary
}

const PAIR = 'grid grid-cols-[minmax(0,7rem)_minmax(0,1fr)] gap-3'

const FeatureOptions = memo(({ features }: Pick<AskFormProps, 'features'>) =>
  features.map(({ name }) => <option key={name}>{name}</option>),
)

/** A question to begin with, of somebody and some place that the demo has. */
function firstQuestion({ name, contexts }: FeatureSummary): DecisionQuestion {
  const resource: DecisionQuestion['resource'] =
    contexts === 'authoring' ? { type: 'project', id: '12' } : { type: 'section', id: '77' }
  return { feature: name, actor: { type: 'user', id: '1042' }, resource }
}

/** Who asks about what, and the command for it. */
export function AskForm({ features, feature }: AskFormProps) {
  const [question, setQuestion] = useState(() => firstQuestion(feature))
  const { actor, resource } = question
  const change = (changed: Partial<DecisionQuestion>) => setQuestion({ ...question, ...changed })
  return (
    <div className="grid gap-4">
      <SelectField
        id="ask-feature"
        label="Feature"
        value={question.feature}
        onChange={({ target }) => change({ feature: target.value })}
      >
        <FeatureOptions features={features} />
      </SelectField>
      <div className={PAIR}>
        <SelectField
          id="ask-actor-type"
          label="Actor"
          value={actor.type}
          onChange={({ target }) => change({ actor: { ...actor, type: target.value as ActorType } })}
        >
          <option value="user">User</option>
          <option value="author">Author</option>
        </SelectField>
        <TextField
          id="ask-actor-id"
          label="Actor’s id"
          autoComplete="off"
          value={actor.id}
          onChange={({ target }) => change({ actor: { ...actor, id: target.value } })}
        />
      </div>
      <div className={PAIR}>
        <SelectField
          id="ask-resource-type"
          label="Resource"
          value={resource.type}
          onChange={({ target }) => change({ resource: { ...resource, type: target.value as ResourceType } })}
        >
          <option value="section">Section</option>
          <option value="project">Project</option>
        </SelectField>
        <TextField
          id="ask-resource-id"
          label="Resource’s id"
          autoComplete="off"
          value={resource.id}
          onChange={({ target }) => change({ resource: { ...resource, id: target.value } })}
        />
      </div>
      <CopyPanel label="The command" text={decisionCurl(window.location.origin, question)} />
    </div>
  )
}
