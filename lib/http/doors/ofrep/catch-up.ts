import type { DecisionNode } from '@/lib/decisions/node'
import { revisionIn } from './moment'

const LONGEST_WAIT_MS = 1000

/**
 * Waits until this node serves the revision whose announcement made the client ask: another node may have announced it.
 * @param query as sent; `flagConfigEtag` names the revision
 */
export async function catchUp(node: DecisionNode, query: string): Promise<void> {
  if (query === '') return
  const announced = revisionIn(new URLSearchParams(query).get('flagConfigEtag') ?? '')
  if (announced !== null && announced.epoch === node.state.snapshot()?.epoch)
    await node.reached(announced.n, LONGEST_WAIT_MS)
}
