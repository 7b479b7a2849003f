import type { ActorType, ResourceType } from '@/lib/rollout'
import type { DecisionQuestion } from './decision-curl'

/** A question as somebody puts it together: empty ids are not filled in yet. */
export type DraftQuestion = DecisionQuestion

type Parameters = Readonly<Record<string, string | readonly string[] | undefined>>

const one = (value: Parameters[string]) => (typeof value === 'string' ? value : (value?.[0] ?? ''))

/** `user:1042`: the type ends at the first colon, because an id may hold some. */
function partsOf<Type extends string>(text: string, types: readonly [Type, ...Type[]]): { type: Type; id: string } {
  const at = text.indexOf(':')
  const type = types.find((known) => known === text.slice(0, at))
  return type === undefined ? { type: types[0], id: '' } : { type, id: text.slice(at + 1) }
}

/** The question that an address of the explain page holds. */
export function questionIn(parameters: Parameters): DraftQuestion {
  return {
    feature: one(parameters.feature),
    actor: partsOf<ActorType>(one(parameters.actor), ['user', 'author']),
    resource: partsOf<ResourceType>(one(parameters.resource), ['section', 'project']),
  }
}

export const isWhole = ({ feature, actor, resource }: DraftQuestion) =>
  feature !== '' && actor.id !== '' && resource.id !== ''

/** The address of the explain page that asks this; what is left out, the person fills in. */
export function explainHref({ feature, actor, resource }: Partial<DraftQuestion>): string {
  const parameters = new URLSearchParams()
  if (feature) parameters.set('feature', feature)
  if (actor?.id) parameters.set('actor', `${actor.type}:${actor.id}`)
  if (resource?.id) parameters.set('resource', `${resource.type}:${resource.id}`)
  const text = parameters.toString()
  return text === '' ? '/explain' : `/explain?${text}`
}
