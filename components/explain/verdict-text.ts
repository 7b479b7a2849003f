import { STAGE_LABELS } from '@/lib/client/decision-words'
import type { DraftQuestion } from '@/lib/client/explain-link'
import type { ExplainedDecision } from '@/lib/contracts/api/explain'
import type { Reason } from '@/lib/rollout'

/** A name with its id, or the id alone: "Grace Hopper (user 1042)". */
const named = (kind: string, id: string, name: string | null) =>
  name === null ? `${kind} ${id}` : `${name} (${kind} ${id})`

export const actorText = ({ actor }: DraftQuestion, { names }: ExplainedDecision) =>
  named(actor.type, actor.id, names.actor)

export const resourceText = ({ resource }: DraftQuestion, { names }: ExplainedDecision) =>
  named(resource.type, resource.id, names.resource)

/** The verdict in a sentence. */
export function verdictText(question: DraftQuestion, decision: ExplainedDecision): string {
  const may = decision.result ? 'may use' : 'may not use'
  const who = actorText(question, decision)
  return `${who.charAt(0).toUpperCase()}${who.slice(1)} ${may} ${question.feature} in ${resourceText(question, decision)}.`
}

const WHY: Readonly<Record<Reason, (decision: ExplainedDecision, kind: string) => string>> = {
  scope_disabled: (_decision, kind) => `The ${kind} is not opted in to the feature, and nothing else is asked.`,
  enabled: (_decision, kind) => `The ${kind} is opted in, and the feature asks for nothing more.`,
  publisher_denied: (_decision, kind) => `The publisher of the ${kind} is denied the feature, whatever the stage.`,
  stage_off: () => 'The stage in force is Off, which lets nobody in.',
  publisher_force_enable: (_decision, kind) => `The publisher of the ${kind} is forced on.`,
  stage_full: () => 'The stage in force is Full, which lets everybody in.',
  internal: () => 'The account is internal, and the stage is not Off.',
  not_internal: () => 'The stage in force lets internal accounts in only, and this one is not.',
  cohort_allow: ({ stage, bucket }) =>
    `The stage in force lets in ${stage === null ? '' : STAGE_LABELS[stage]} of the actors, and bucket ${bucket} is among them.`,
  cohort_deny: ({ stage, bucket }) =>
    `The stage in force lets in ${stage === null ? '' : STAGE_LABELS[stage]} of the actors, and bucket ${bucket} is not among them.`,
  repository_error: () => 'The facts could not be read, so the answer is no. Applications are told the same.',
}

/** What decided, in a sentence. */
export const whyText = ({ resource }: DraftQuestion, decision: ExplainedDecision) =>
  WHY[decision.reason](decision, resource.type)
