import { STAGE_LABELS } from '@/lib/client/decision-words'
import type { DraftQuestion } from '@/lib/client/explain-link'
import type { ExplainedDecision } from '@/lib/contracts/api/explain'
import type { Permission } from '@/lib/contracts/permissions'
import type { Stage } from '@/lib/rollout'
import { actorText, resourceText } from './verdict-text'

/** The nearest change that would let the actor in: what it is, where it is made, and who may. */
export interface ChangeHint {
  readonly text: string
  readonly link: { readonly href: string; readonly label: string } | null
  readonly permission: Permission
}

const part = encodeURIComponent
const NEXT: Readonly<Partial<Record<Stage, Stage>>> = {
  off: 'internal_only',
  internal_only: 'five_percent',
  five_percent: 'fifty_percent',
  fifty_percent: 'full',
}

const placeHref = (type: 'project' | 'section', id: string) => `/${type}s/${part(id)}`

function nextStage(question: DraftQuestion, { stage, stageSource }: ExplainedDecision): ChangeHint {
  const next = STAGE_LABELS[(stage && NEXT[stage]) ?? 'internal_only']
  const { scopeType, scopeId } = stageSource ?? { scopeType: 'default', scopeId: null }
  const permission = 'change_rollouts'
  if (scopeType === 'project' || scopeType === 'section') {
    const link = { href: placeHref(scopeType, scopeId ?? ''), label: `Open the ${scopeType}` }
    return { text: `Promote the stage of ${scopeType} ${scopeId} to ${next}.`, link, permission }
  }
  const link = { href: `/features/${part(question.feature)}`, label: 'Open the feature' }
  return { text: `Promote the global stage of ${question.feature} to ${next}.`, link, permission }
}

function ofPublisher({ names }: ExplainedDecision) {
  if (names.publisher === null) return { name: 'the publisher', link: null }
  const { id, name } = names.publisher
  return { name: name ?? `publisher ${id}`, link: { href: `/publishers/${part(id)}`, label: 'Open the publisher' } }
}

/** Null where no single change would do. */
export function changeHint(question: DraftQuestion, decision: ExplainedDecision): ChangeHint | null {
  const { actor, resource, feature } = question
  const publisher = ofPublisher(decision)
  const permission = 'change_rollouts'
  switch (decision.wouldAllow) {
    case 'opt_in': {
      const known = decision.names.resource !== null
      const link = known ? { href: placeHref(resource.type, resource.id), label: `Open the ${resource.type}` } : null
      return { text: `Opt ${resourceText(question, decision)} in to ${feature}.`, link, permission }
    }
    case 'remove_deny':
      return { text: `Remove the deny of ${publisher.name} for ${feature}.`, link: publisher.link, permission }
    case 'next_stage':
      return nextStage(question, decision)
    case 'mark_internal': {
      const known = decision.names.actor !== null
      const link = known ? { href: `/accounts/${actor.type}/${part(actor.id)}`, label: 'Open the account' } : null
      return { text: `Mark ${actorText(question, decision)} as internal.`, link, permission: 'toggle_internal' }
    }
    case 'force_enable':
      return { text: `Force-enable ${feature} for ${publisher.name}.`, link: publisher.link, permission }
    case null:
    case undefined:
      return null
    default:
      return decision.wouldAllow satisfies never
  }
}
