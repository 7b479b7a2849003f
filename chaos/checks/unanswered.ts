import type { DecisionEvent, History } from '../history'

/** Every request has an answer, but those that a node had when it was ended, or that came while it was not there. */
export function checkUnanswered({ decisions, faults }: History): string[] {
  const outages = faults.filter(({ isDown }) => isDown)
  const isExcused = ({ node, askedAtMs, answeredAtMs }: DecisionEvent) =>
    outages.some(({ nodes, startMs, endMs }) => nodes.includes(node) && askedAtMs <= endMs && answeredAtMs >= startMs)
  return decisions
    .filter((decision) => decision.answer === null && !isExcused(decision))
    .map(
      ({ node, askedAtMs, failure }) =>
        `${node} did not answer what was asked at ${Math.round(askedAtMs)} ms: ${failure}`,
    )
}
