import autocannon from 'autocannon'
import type { Target } from './target'

export interface ClosedLoop extends Target {
  readonly connections: number
  readonly seconds: number
}

export interface ClosedLoopResult {
  readonly answered: number
  readonly seconds: number
  readonly failures: number
}

/** As many requests as the server answers, each connection sending the next when it has its answer. */
export async function runClosedLoop({
  port,
  key,
  requests,
  connections,
  seconds,
}: ClosedLoop): Promise<ClosedLoopResult> {
  const startMs = performance.now()
  const result = await autocannon({
    url: `http://127.0.0.1:${port}/api/decision`,
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    requests: requests.map((request) => ({ body: JSON.stringify(request) })),
    connections,
    duration: seconds,
  })
  return {
    answered: result['2xx'],
    seconds: (performance.now() - startMs) / 1000,
    failures: result.non2xx + result.errors + result.timeouts,
  }
}
