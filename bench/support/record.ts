import type { DecisionRequest } from '@/lib/contracts/decision'
import type { OneByOneResult } from '../load/one-by-one'
import type { Program } from './program'
import type { Recorded } from './servers'

// Node writes these itself, the same for both servers; the length is the body's.
const BY_NODE = new Set(['date', 'connection', 'keep-alive', 'content-length'])

function headersIn(raw: string): Record<string, string> {
  const lines = raw.split('\r\n').slice(1)
  const pairs = lines.map((line): [string, string] => [
    line.slice(0, line.indexOf(':')),
    line.slice(line.indexOf(':') + 2),
  ])
  return Object.fromEntries(pairs.filter(([name]) => !BY_NODE.has(name.toLowerCase())))
}

/** Asks the product every request once, and keeps what it answers. @throws where it does not answer 200 */
export async function recordAnswers(
  generator: Program,
  target: { readonly port: number; readonly key: string; readonly requests: readonly DecisionRequest[] },
): Promise<Recorded> {
  const { answers } = await generator.ask<OneByOneResult>('oneByOne', target)
  const bodies = answers.map((answer, nth): [string, string] => {
    if (answer?.status !== 200) throw new Error(`the product answered ${answer?.status}: ${answer?.body}`)
    return [target.requests[nth]?.actor.id ?? '', answer.body]
  })
  return { headers: headersIn(answers[0]?.raw ?? ''), answers: bodies }
}
