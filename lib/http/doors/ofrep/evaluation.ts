import type { DecisionNode } from '@/lib/decisions/node'
import type { Asked } from '@/lib/decisions/subject'
import type { Incoming } from '../../message'
import { readJson } from '../../read-json'
import { askedIn } from './asked'
import { revisionIn } from './moment'

const LONGEST_WAIT_MS = 1000

/** Who may have flags evaluated, and how. */
export const EVALUATION = { methods: ['POST'], scope: 'decide', keyHeader: 'x-api-key' } as const

// Another node may have announced the revision that made the client ask again.
async function catchUp(node: DecisionNode, query: string): Promise<void> {
  if (query === '') return
  const announced = revisionIn(new URLSearchParams(query).get('flagConfigEtag') ?? '')
  if (announced !== null && announced.epoch === node.state.snapshot()?.epoch)
    await node.reached(announced.n, LONGEST_WAIT_MS)
}

/**
 * Who asks, and where. Waits until the node serves the revision that `flagConfigEtag` names, for a second at most.
 * @throws HttpError 415, 413, 408, 400
 */
export async function askedBy(request: Incoming, node: DecisionNode): Promise<Asked> {
  const asked = askedIn(await readJson(request))
  await catchUp(node, request.query)
  return asked
}
