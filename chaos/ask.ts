import { decisionAnswer } from '@/lib/contracts/decision'
import type { Answer, DecisionEvent, Question } from './history'

const PATIENCE_MS = 15_000

/** Sends JSON. Resolves to what came back, or to why nothing did. */
export async function send(
  url: string,
  key: string,
  method: string,
  body?: unknown,
  requestId?: string,
): Promise<{ status: number; revision: number | null; body: unknown } | { failure: string }> {
  try {
    const response = await fetch(url, {
      method,
      headers: {
        Authorization: `Bearer ${key}`,
        ...(requestId !== undefined && { 'X-Request-Id': requestId }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    const revision = Number(response.headers.get('x-aviary-revision') ?? Number.NaN)
    const text = await response.text()
    return { status: response.status, revision: Number.isNaN(revision) ? null : revision, body: JSON.parse(text) }
  } catch (error) {
    const { message, cause } = error as Error
    return { failure: cause instanceof Error ? cause.message : message }
  }
}

/** Asks a node. Its revision counts for nothing where it could not read the facts. */
export async function askNode(
  url: string,
  key: string,
  { feature, user, resource }: Question,
): Promise<Pick<DecisionEvent, 'answer' | 'failure'>> {
  const body = { feature, actor: { type: 'user', id: user }, resource, explain: true }
  const sent = await send(`${url}/api/decision`, key, 'POST', body)
  if ('failure' in sent) return { answer: null, failure: sent.failure }
  if (sent.status !== 200) return { answer: null, failure: `${sent.status} ${JSON.stringify(sent.body)}` }
  const { result, reason, stage, revision = null } = decisionAnswer.parse(sent.body)
  const answer: Answer = { result, reason, stage, revision: reason === 'repository_error' ? null : revision }
  return { answer, failure: null }
}
