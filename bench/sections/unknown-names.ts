import type { DecisionRequest } from '@/lib/contracts/decision'
import type { OpenLoopResult } from '../load/open-loop'
import { atMost, digits, type Figure, milliseconds, percent, type Section } from '../report/figure'
import { startFront } from '../support/servers'
import { spread } from '../support/statistics'
import { residentBytes, watchNodes } from '../support/watch-nodes'
import type { LoadContext } from './nodes'

const RATE_PER_S = 10_000
/** The node's own polls, its registry and its counters go on meanwhile. */
const BACKGROUND_PER_S = 5
const MOST_GROWTH = 0.1
const LAPS = 12

const names = (from: number, count: number): DecisionRequest[] =>
  Array.from({ length: count }, (_, nth) => ({
    feature: `no_such_${from + nth}`,
    actor: { type: 'user', id: `nobody-${from + nth}` },
    resource: { type: 'section', id: `nowhere-${from + nth}` },
  }))

/** Names that nobody gave, ten thousand a second, each another one: they may cost no query and no memory. */
export async function measureUnknownNames({ generator, ground, file, seconds }: LoadContext): Promise<Section> {
  const node = await startFront({ file, workDir: ground.workDir, databaseUrl: ground.nodeUrl, hasConsole: false })
  try {
    const lapS = seconds / 3
    const ask = (lap: number) =>
      generator.ask<OpenLoopResult>('openLoop', {
        port: node.port,
        key: ground.key,
        requests: names(lap * RATE_PER_S * lapS, RATE_PER_S * lapS),
        ratePerS: RATE_PER_S,
        seconds: lapS,
        okStatus: 404,
      })
    const laps: OpenLoopResult[] = []
    const memoryBytes: number[] = []
    const watched = await watchNodes(ground, [node], async () => {
      for (let lap = 0; lap < LAPS; lap++) {
        laps.push(await ask(lap))
        memoryBytes.push(residentBytes(node.pid))
      }
      return []
    })
    return {
      title: `${digits(RATE_PER_S)} unknown names a second`,
      figures: figuresOf(laps, watched.queries / (LAPS * lapS), memoryBytes),
      notes: ['No name is asked for twice.'],
      raw: { watched, memoryBytes },
    }
  } finally {
    await node.stop()
  }
}

function figuresOf(laps: readonly OpenLoopResult[], queriesPerS: number, memoryBytes: readonly number[]): Figure[] {
  const { count, p99, max } = spread(laps.flatMap(({ latenciesMs }) => latenciesMs))
  const failures = laps.reduce((sum, lap) => sum + lap.failures, 0)
  // The heap rises until it is next gone through as a whole: the highest of each half tells whether it stays bounded.
  const [before, after] = [memoryBytes.slice(0, LAPS / 2), memoryBytes.slice(LAPS / 2)].map((half) => Math.max(...half))
  const growth = (after ?? Number.NaN) / (before ?? Number.NaN) - 1
  return [
    {
      name: 'answered by 404 `feature_not_found`',
      value: `${digits(count - failures)} of ${digits(count)}`,
      how: `P99 ${milliseconds(p99)}, slowest ${milliseconds(max)}`,
      target: atMost(0, failures, 'all'),
    },
    {
      name: 'statements a second',
      value: digits(queriesPerS),
      how: 'by pg_stat_statements: the polls, the registry and the counts of every node, whatever it is asked for',
      target: atMost(BACKGROUND_PER_S, queriesPerS, `≤ ${BACKGROUND_PER_S}: none for a name`),
    },
    {
      name: 'resident memory',
      value: `${memoryBytes.map((bytes) => digits(bytes / 1e6)).join(', ')} MB`,
      how: `by /proc; the highest of the second half is ${percent(growth)} above that of the first`,
      target: atMost(MOST_GROWTH, growth, 'flat within 10 %'),
    },
  ]
}
