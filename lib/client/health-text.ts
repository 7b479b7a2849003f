import type { NodeProblem, NodesAnswer } from '@/lib/contracts/api/nodes'

export type Node = NodesAnswer['nodes'][number]
export type Receipt = NodesAnswer['receipts'][number]

/** What is wrong with a node, in words. */
export const PROBLEM_WORDS: Readonly<Record<NodeProblem, string>> = {
  not_seen: 'has said nothing for more than 12 seconds',
  not_fresh: 'could not prove for more than 5 seconds that what it serves is the present state',
  not_listening: 'hears of changes by asking alone, not at once',
  behind: 'serves an older revision than the present one',
}

const number = (value: number) => value.toLocaleString('en')

/** A length of time: "140 ms", "3.2 s", "4 min". */
export function durationText(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  const seconds = ms / 1000
  return seconds < 60 ? `${seconds.toFixed(1)} s` : `${Math.round(seconds / 60)} min`
}

export const rateText = (rate: number | null) => (rate === null ? 'none yet' : `${(100 * rate).toFixed(1)}%`)

/** How far a change has come: "3 of 3 nodes, slowest 140 ms". */
export function reachedText({ reached, nodes, slowestMs }: Receipt): string {
  const slowest = slowestMs === null ? '' : `, slowest ${durationText(slowestMs)}`
  return `${reached} of ${nodes} ${nodes === 1 ? 'node' : 'nodes'}${slowest}`
}

/** How the nodes stand with the present revision: "3 of 3 nodes at revision 118, slowest 140 ms". */
export function healthText({ revision, nodes, receipts }: NodesAnswer): string {
  const live = nodes.filter(({ problems }) => !problems.includes('not_seen'))
  const there = live.filter((node) => node.revision >= revision).length
  const slowestMs = receipts.find((receipt) => receipt.revision === revision)?.slowestMs ?? null
  const slowest = slowestMs === null ? '' : `, slowest ${durationText(slowestMs)}`
  return `${there} of ${live.length} ${live.length === 1 ? 'node' : 'nodes'} at revision ${number(revision)}${slowest}`
}

export const nodeName = ({ host, kind, worker }: Pick<Node, 'host' | 'kind' | 'worker'>) =>
  `${host ?? 'unnamed host'}, ${kind}${worker === null ? '' : `, worker ${worker}`}`
