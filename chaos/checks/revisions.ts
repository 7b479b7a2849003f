import type { DecisionEvent, History } from '../history'

interface Served {
  readonly askedAtMs: number
  readonly answeredAtMs: number
  readonly revision: number
}

const serving = (decisions: readonly DecisionEvent[]) =>
  decisions.flatMap(({ askedAtMs, answeredAtMs, answer }): Served[] =>
    answer === null || answer.revision === null ? [] : [{ askedAtMs, answeredAtMs, revision: answer.revision }],
  )

function ofNode(node: string, served: readonly Served[]): string[] {
  const byAnswer = served.toSorted((a, b) => a.answeredAtMs - b.answeredAtMs)
  let highest = 0
  let next = 0
  return served
    .toSorted((a, b) => a.askedAtMs - b.askedAtMs)
    .flatMap(({ askedAtMs, revision }) => {
      for (; (byAnswer[next]?.answeredAtMs ?? Number.POSITIVE_INFINITY) < askedAtMs; next++)
        highest = Math.max(highest, byAnswer[next]?.revision ?? 0)
      return revision < highest ? [`${node} went back from revision ${highest} to ${revision}`] : []
    })
}

/** What a node serves never goes back: asked after an answer, it serves that revision or a later one, restarts included. */
export function checkRevisions({ decisions }: History): string[] {
  const nodes = new Set(decisions.map(({ node }) => node))
  return [...nodes].flatMap((name) => ofNode(name, serving(decisions.filter(({ node }) => node === name))))
}
