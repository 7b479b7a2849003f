import { type OfrepContext, ofrepRequest } from '@/lib/contracts/ofrep'
import { faultsOf } from '@/lib/contracts/problem'
import type { Asked } from '@/lib/decisions/subject'
import { isId } from '@/lib/rollout'
import { ContextError } from './failure'

const PREFIX = /^(user|author):/

function actorOf({ targetingKey, actorType }: OfrepContext): Asked['actor'] {
  if (targetingKey === undefined || targetingKey === null || targetingKey === '')
    throw new ContextError('TARGETING_KEY_MISSING', 'context.targetingKey says who asks, as in "user:1042".')
  const prefix = PREFIX.exec(targetingKey)?.[1] as 'user' | 'author' | undefined
  if (prefix !== undefined && typeof actorType === 'string' && prefix !== actorType)
    throw new ContextError('INVALID_CONTEXT', 'context.actorType: contradicts the prefix of targetingKey')
  const id = prefix === undefined ? targetingKey : targetingKey.slice(prefix.length + 1)
  if (!isId(id)) throw new ContextError('INVALID_CONTEXT', 'context.targetingKey: does not hold an id')
  return { type: prefix ?? actorType ?? 'user', id }
}

function resourceOf({ sectionId, projectId, publisherId }: OfrepContext): Asked['resource'] {
  if (typeof sectionId === 'string') return { type: 'section', id: sectionId, projectId, publisherId }
  if (typeof projectId === 'string') return { type: 'project', id: projectId, publisherId }
  throw new ContextError('INVALID_CONTEXT', 'context: needs sectionId or projectId')
}

/**
 * Who asks, and where, from the body of an OFREP request (api.md, "OpenFeature").
 * @throws ContextError
 */
export function askedIn(body: unknown): Asked {
  const parsed = ofrepRequest.safeParse(body)
  if (!parsed.success) {
    const faults = faultsOf(parsed.error).map(({ path, message }) => `${path || 'body'}: ${message}`)
    throw new ContextError('INVALID_CONTEXT', faults.join('; '))
  }
  const context = parsed.data.context ?? {}
  return { actor: actorOf(context), resource: resourceOf(context) }
}
