import type { History } from '../history'

interface Evidence {
  readonly revision: number
  readonly atMs: number
}

/** Everything that proves a revision: an answer that bore it, a change that made it. */
function evidence({ decisions, changes, probes }: History): Evidence[] {
  const found: Evidence[] = probes.map(({ revision, atMs }) => ({ revision, atMs }))
  for (const { answer, answeredAtMs } of decisions)
    if (answer !== null && answer.revision !== null) found.push({ revision: answer.revision, atMs: answeredAtMs })
  for (const { outcome, answeredAtMs } of changes)
    if (outcome.kind === 'accepted' && outcome.revision !== null)
      found.push({ revision: outcome.revision, atMs: answeredAtMs })
  return found.sort((a, b) => b.revision - a.revision)
}

/** By when each revision was surely committed: revisions are in commit order, so whatever proves a later one proves it. */
function committedBy(history: History): (revision: number) => number {
  const proofs = evidence(history)
  const byRevision: Evidence[] = []
  let earliestMs = Number.POSITIVE_INFINITY
  for (const { revision, atMs } of proofs) {
    earliestMs = Math.min(earliestMs, atMs)
    byRevision.push({ revision, atMs: earliestMs })
  }
  byRevision.reverse()
  return (revision) => {
    let low = 0
    for (let high = byRevision.length; low < high; ) {
      const middle = (low + high) >>> 1
      if ((byRevision[middle]?.revision ?? 0) < revision) low = middle + 1
      else high = middle
    }
    return byRevision[low]?.atMs ?? Number.POSITIVE_INFINITY
  }
}

/** No allow by facts that were superseded longer ago than the staleness bound when it was asked for. */
export function checkStaleness(history: History): string[] {
  const { maxStalenessMs } = history.start
  const supersededBy = committedBy(history)
  return history.decisions.flatMap(({ node, answer, askedAtMs }) => {
    if (answer === null || !answer.result || answer.revision === null) return []
    const ageMs = askedAtMs - supersededBy(answer.revision + 1)
    return ageMs > maxStalenessMs
      ? [`${node} allowed by revision ${answer.revision} ${Math.round(ageMs)} ms after it was superseded`]
      : []
  })
}
