import { explainOperation } from '@/lib/contracts/api/explain'
import { explainDecision } from '@/lib/queries/explain-decision'
import { type Endpoint, endpoint, read } from './endpoint'

export const explainEndpoints: readonly Endpoint[] = [
  endpoint(explainOperation, async ({ context, decider, body }) => read(await explainDecision(context, decider, body))),
]
