import type { DecisionRequest } from '@/lib/contracts/decision'
import { createPool, DECISION_POOL } from '@/lib/db/pool'
import { createFactCache } from '@/lib/decisions/fact-cache'
import { createPgSource } from '@/lib/decisions/pg-source'
import { createDecisionService } from '@/lib/decisions/service'
import { createState } from '@/lib/decisions/state'
import type { Answer } from './judge-source'

const AT_ONCE = 32
const MAX_STALENESS_MS = 3_600_000

/**
 * What Aviary answers, in the order of `requests`: the decision service over the database, without the node around it,
 * which would register itself and count these as decisions.
 */
export async function judgeTarget(
  databaseUrl: string,
  requests: readonly DecisionRequest[],
): Promise<(Answer | null)[]> {
  const pool = createPool(databaseUrl, DECISION_POOL, () => {})
  try {
    const source = createPgSource(pool)
    const monotonicMs = () => performance.now()
    const cache = createFactCache(monotonicMs)
    const state = createState({ source, cache, maxStalenessMs: MAX_STALENESS_MS, monotonicMs, onEvent: () => {} })
    await state.sync()
    const service = createDecisionService(state, source)
    const answers: (Answer | null)[] = []
    for (let from = 0; from < requests.length; from += AT_ONCE)
      answers.push(...(await Promise.all(requests.slice(from, from + AT_ONCE).map((one) => service.decide(one)))))
    return answers
  } finally {
    await pool.end()
  }
}
