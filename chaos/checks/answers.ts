import type { Answer, EntryEvent, History, Question } from '../history'
import { apply, judge, noFacts } from './facts'

interface Given {
  readonly node: string
  readonly question: Question
  readonly answer: Answer
}

function given({ decisions }: History): Given[] {
  return decisions.flatMap(({ node, question, answer }) => (answer === null ? [] : [{ node, question, answer }]))
}

/**
 * Each answer is what the trail, replayed to the revision that answered, says; what could not be read is denied. So no
 * error becomes an allow, facts of two states are never mixed, and the same revision gives the same answer everywhere.
 */
export function checkAnswers(history: History): string[] {
  const found: string[] = []
  const unread = given(history).filter(({ answer }) => answer.reason === 'repository_error')
  for (const { node, answer } of unread) if (answer.result) found.push(`${node}: allowed what it could not read`)
  const facts = noFacts()
  const entries: readonly EntryEvent[] = history.trail
  let next = 0
  const judged = given(history).filter(({ answer }) => answer.reason !== 'repository_error')
  for (const { node, question, answer } of judged.sort((a, b) => (a.answer.revision ?? 0) - (b.answer.revision ?? 0))) {
    for (; (entries[next]?.revision ?? Number.POSITIVE_INFINITY) <= (answer.revision ?? 0); next++) {
      const entry = entries[next]
      if (entry !== undefined) apply(facts, entry)
    }
    const right = judge(facts, question)
    if (right.result !== answer.result || right.reason !== answer.reason || right.stage !== answer.stage)
      found.push(
        `${node} at revision ${answer.revision}: ${JSON.stringify(question)} was ${answer.result}, ${answer.reason}, ${answer.stage}; by the trail it is ${right.result}, ${right.reason}, ${right.stage}`,
      )
  }
  return found
}
