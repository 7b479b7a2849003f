import type { DecisionRequest } from '@/lib/contracts/decision'
import type { Answer } from './judge-source'

const MOST_SHOWN = 20

export interface Comparison {
  readonly asked: number
  readonly different: number
  readonly allowed: number
  /** How often each reason was given: what the sample went through. */
  readonly reasons: Readonly<Record<string, number>>
  /** The first of those that differ, a sentence each. */
  readonly examples: readonly string[]
}

const words = (answer: Answer | null) =>
  answer === null
    ? 'no such feature'
    : `${answer.result ? 'allow' : 'deny'} (${answer.reason}, ${answer.stage ?? 'no stage'})`

const question = ({ feature, actor, resource }: DecisionRequest) =>
  `${feature} for ${actor.type} ${actor.id} in ${resource.type} ${resource.id}`

/** Compares answers one by one: result, reason and stage. */
export function compare(
  requests: readonly DecisionRequest[],
  before: readonly Answer[],
  after: readonly (Answer | null)[],
): Comparison {
  const reasons: Record<string, number> = {}
  const different: string[] = []
  for (const [nth, request] of requests.entries()) {
    const [was, is] = [before[nth] ?? null, after[nth] ?? null]
    if (is !== null) reasons[is.reason] = (reasons[is.reason] ?? 0) + 1
    const isSame = was?.result === is?.result && was?.reason === is?.reason && was?.stage === is?.stage
    if (was === null || !isSame) different.push(`${question(request)}: was ${words(was)}, is ${words(is)}`)
  }
  return {
    asked: requests.length,
    different: different.length,
    allowed: after.filter((answer) => answer?.result).length,
    reasons,
    examples: different.slice(0, MOST_SHOWN),
  }
}
