import { type MeasuredNode, startMeasuredNode } from '../memory/node'
import { randomRequests } from '../support/directory'
import { type Timing, timeInRounds } from './rounds'

const REQUESTS = 8192
const SECTIONS = 1000

export interface KnownActors {
  readonly name: string
  readonly databaseUrl: string
  readonly users: number
}

/** Decisions on a filled cache, over databases that know more and more actors, in turns. */
export async function measureKnownActors({
  all,
  rounds,
}: {
  all: readonly KnownActors[]
  rounds: number
}): Promise<Timing[]> {
  const nodes: MeasuredNode[] = []
  const contenders = []
  for (const { name, databaseUrl, users } of all) {
    const node = await startMeasuredNode(databaseUrl)
    nodes.push(node)
    const requests = randomRequests(REQUESTS, users, SECTIONS)
    for (const request of requests) await node.service.decide(request)
    contenders.push({
      name,
      run: (count: number) => {
        let allowed = 0
        for (let at = 0; at < count; at++) {
          const request = requests[at % REQUESTS]
          const decision = request === undefined ? null : node.service.decide(request)
          if (decision !== null && 'result' in decision && decision.result) allowed++
        }
        return allowed
      },
    })
  }
  const timings = await timeInRounds(contenders, rounds)
  await Promise.all(nodes.map(({ pool }) => pool.end()))
  return timings
}
