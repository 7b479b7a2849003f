import { decisionCountsOperation, featureDecisionsOperation } from '@/lib/contracts/api/decision-counts'
import { listNodesOperation } from '@/lib/contracts/api/nodes'
import { decisionCounts } from '@/lib/queries/decision-counts'
import { featureDecisions } from '@/lib/queries/feature-decisions'
import { listNodes } from '@/lib/queries/list-nodes'
import { type Endpoint, endpoint, read } from './endpoint'

/** How the system fares: its nodes, and what they decided. */
export const nodeEndpoints: readonly Endpoint[] = [
  endpoint(listNodesOperation, async ({ context }) => read(await listNodes(context))),
  endpoint(decisionCountsOperation, async ({ context }) => read(await decisionCounts(context))),
  endpoint(featureDecisionsOperation, async ({ context, params, query }) =>
    read(await featureDecisions(context, params.name, query)),
  ),
]
