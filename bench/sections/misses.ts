import type { DecisionRequest } from '@/lib/contracts/decision'
import type { OneByOneResult } from '../load/one-by-one'
import { atMost, digits, type Figure, milliseconds, type Section } from '../report/figure'
import { requestFor } from '../support/directory'
import { spread } from '../support/statistics'
import type { BenchContext } from './bench-context'
import { type Ran, type Statements, watchStatements } from './statements'

const HITS = 1000
const AT_ONCE = 20
/** Sections that nothing else in the bench asks for, from here on. */
const FIRST_COLD = 5000

const roundTrips = (ran: readonly Ran[]) => ran.reduce((sum, { calls }) => sum + calls, 0)

function mostPerTable(ran: readonly Ran[]): number {
  const counts = new Map<string, number>()
  for (const { tables, calls } of ran) for (const table of tables) counts.set(table, (counts.get(table) ?? 0) + calls)
  return Math.max(0, ...counts.values())
}

async function counted(statements: Statements, { generator, ground, product }: BenchContext) {
  const ask = (verb: 'oneByOne' | 'burst', requests: readonly DecisionRequest[]) => () =>
    generator.ask(verb, { port: product.port, key: ground.key, requests })
  const same = (count: number, request: DecisionRequest) => Array.from({ length: count }, () => request)
  const cold = requestFor(1, FIRST_COLD)
  const one = await statements.causedBy(ask('oneByOne', [cold]))
  const hits = await statements.causedBy(ask('oneByOne', same(HITS, cold)))
  const burst = await statements.causedBy(ask('burst', same(AT_ONCE, requestFor(2, FIRST_COLD + 1))))
  return { one, hits, burst }
}

async function timed({ generator, ground, product, scale }: BenchContext) {
  const cold = Array.from({ length: scale.coldKeys }, (_, nth) => requestFor(nth, FIRST_COLD + 2 + nth))
  const target = { port: product.port, key: ground.key, requests: cold }
  const misses = await generator.ask<OneByOneResult>('oneByOne', target)
  const hits = await generator.ask<OneByOneResult>('oneByOne', target)
  return { misses: spread(misses.timesMs), hits: spread(hits.timesMs) }
}

/** What a decision costs the database when its facts are not in memory, by the database's own count. */
export async function measureMisses(context: BenchContext): Promise<Section> {
  const statements = await watchStatements(context.ground.databases.small)
  const { one, hits, burst } = await counted(statements, context)
  await statements.close()
  const { misses, hits: again } = await timed(context)
  const how = 'by pg_stat_statements, without the polls that every node makes each second'
  const figures: Figure[] = [
    {
      name: 'round trips for a cold key',
      value: digits(roundTrips(one)),
      how,
      target: atMost(1, roundTrips(one), '≤ 1'),
    },
    {
      name: 'queries a table for a cold key',
      value: digits(mostPerTable(one)),
      how: 'how often the statement names the table it names most',
      target: atMost(1, mostPerTable(one), '≤ 1'),
    },
    {
      name: `queries for ${HITS} hits`,
      value: digits(roundTrips(hits)),
      how,
      target: atMost(0, roundTrips(hits), 'none'),
    },
    {
      name: `loads for ${AT_ONCE} identical requests at once`,
      value: digits(roundTrips(burst)),
      how: `${how}; on ${AT_ONCE} connections`,
      target: atMost(1, roundTrips(burst), '1'),
    },
    {
      name: 'a miss, P50 and P95',
      value: `${milliseconds(misses.p50)}, ${milliseconds(misses.p95)} (a hit: ${milliseconds(again.p50)}, ${milliseconds(again.p95)})`,
      how: `${misses.count} cold sections one by one over HTTP, PostgreSQL on the front's core; then the same again`,
    },
  ]
  return { title: 'Misses', figures, notes: [], raw: { one, hits, burst, misses, again } }
}
