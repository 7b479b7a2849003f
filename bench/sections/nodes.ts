import type { DecisionRequest } from '@/lib/contracts/decision'
import type { ChangesMade } from '../load/changes'
import { mixOf } from '../load/mix'
import type { OpenLoopResult } from '../load/open-loop'
import type { SaturateResult } from '../load/saturate'
import { atLeast, atMost, digits, type Figure, megabytes, milliseconds, percent, type Section } from '../report/figure'
import type { LoadGround } from '../support/load-ground'
import type { Program } from '../support/program'
import { type Server, startFront } from '../support/servers'
import { type Spread, spread } from '../support/statistics'
import { type Watched, watchNodes } from '../support/watch-nodes'

const RATE_PER_S = 500
const CHANGES_PER_S = 10
const REQUESTS = 5000
const CONNECTIONS = 20
const MOST_QUERIES_PER_S = 50
/** The nodes say every four seconds how changes reached them. */
const LAST_WORD_MS = 4500

export interface LoadContext {
  readonly ground: LoadGround
  readonly generator: Program
  readonly changer: Program
  /** Gives the product's own bytes. */
  readonly bare: Server
  /** The front's bundle. */
  readonly file: string
  readonly seconds: number
}

interface Condition {
  readonly nodes: number
  readonly what: 'quiet' | 'changes' | 'LISTEN cut'
}

interface Measured {
  readonly latency: Spread
  readonly late: Spread
  readonly failures: number
  readonly watched: Watched
  readonly changes: ChangesMade
  readonly seconds: number
}

export const requestsOf = ({ world }: LoadGround): DecisionRequest[] => mixOf(world, REQUESTS)

async function whileChanging(
  context: LoadContext,
  { what }: Condition,
  work: () => Promise<void>,
): Promise<ChangesMade> {
  const { changer, ground } = context
  if (what !== 'quiet')
    await changer.ask('start', {
      databaseUrl: ground.databaseUrl,
      feature: ground.world.features?.find(({ rolloutMode }) => rolloutMode === 'canary')?.name ?? '',
      projects: ground.world.projects?.slice(0, CHANGES_PER_S).map(({ id }) => id) ?? [],
      ratePerS: CHANGES_PER_S,
      cutsListen: what === 'LISTEN cut',
    })
  await work()
  const made = await changer.ask<ChangesMade>('stop')
  if (what !== 'quiet') await new Promise((resolve) => setTimeout(resolve, LAST_WORD_MS))
  return made
}

async function measure(context: LoadContext, nodes: readonly Server[], condition: Condition): Promise<Measured> {
  const { ground, generator, seconds } = context
  let result: OpenLoopResult | undefined
  let changes: ChangesMade = { made: 0, failures: [], revisions: [] }
  const watched = await watchNodes(ground, nodes, async () => {
    changes = await whileChanging(context, condition, async () => {
      const ports = nodes.map(({ port }) => port)
      const asked = { key: ground.key, requests: requestsOf(ground), ratePerS: RATE_PER_S, seconds }
      result = await generator.ask<OpenLoopResult>('openLoop', { ...asked, ports, port: ports[0] })
    })
    return changes.revisions
  })
  const { latenciesMs = [], lateMs = [], failures = 0 } = result ?? {}
  return { latency: spread(latenciesMs), late: spread(lateMs), failures, watched, changes, seconds }
}

function latencyFigure(name: string, { latency, late, failures }: Measured, nodes: number, bare: Spread): Figure[] {
  const how = `${digits(latency.count)} requests at random times; ${failures} failures; the generator was late by ${milliseconds(late.p99)} at P99`
  const [mostP95, mostP99] = nodes === 1 ? [5, 10] : [15, Number.POSITIVE_INFINITY]
  const one = (what: 'p50' | 'p95' | 'p99', most: number): Figure => ({
    name: `${what.toUpperCase()}, ${name}`,
    value: `${milliseconds(latency[what])} (bare ${milliseconds(bare[what])})`,
    how,
    ...(Number.isFinite(most) && { target: atMost(most, latency[what], `≤ ${most} ms`, bare[what]) }),
  })
  return [one('p50', Number.POSITIVE_INFINITY), one('p95', mostP95), one('p99', mostP99)]
}

function otherFigures(
  name: string,
  { watched, seconds, changes }: Measured,
  leastHitRate: number,
  nodes: number,
): Figure[] {
  const hitRate = watched.withoutQuery / watched.decisions
  const perS = watched.queries / seconds
  return [
    {
      name: `hit rate, ${name}`,
      value: percent(hitRate),
      how: `${digits(watched.decisions)} decisions by the nodes' own metrics; ${changes.made} changes, ${changes.failures.length} failed`,
      ...(leastHitRate > 0 && { target: atLeast(leastHitRate, hitRate, `≥ ${leastHitRate * 100} %`) }),
    },
    {
      name: `queries a second, ${name}`,
      value: digits(perS),
      how: 'all statements of the nodes by pg_stat_statements, polls and counts too',
      ...(nodes === 1 && { target: atMost(MOST_QUERIES_PER_S, perS, `< ${MOST_QUERIES_PER_S}`) }),
    },
    {
      name: `memory, ${name}`,
      value: watched.memoryBytes.map(megabytes).join(', '),
      how: 'resident, each node, by /proc',
    },
  ]
}

function propagationFigure(name: string, { watched }: Measured, { what }: Condition): Figure[] {
  if (what === 'quiet') return []
  const { p50, p99, max, count } = spread(watched.propagationMs)
  const isCut = what === 'LISTEN cut'
  return [
    {
      name: `until a change is in force, ${name}`,
      value: `P50 ${milliseconds(p50)}, P99 ${milliseconds(p99)}, worst ${milliseconds(max)}`,
      how: `${count} receipts of the nodes, against the audit entry's own time`,
      target: isCut ? atMost(1500, max, 'worst ≤ 1.5 s') : atMost(250, p99, 'P99 ≤ 250 ms'),
    },
  ]
}

function figures(name: string, condition: Condition, measured: Measured, bare: Spread): Figure[] {
  // From nothing, or with everything read again ten times a second, memory can't hold what is asked.
  const leastHitRate = name === 'cold' || condition.what === 'LISTEN cut' ? 0 : 0.95
  return [
    ...latencyFigure(name, measured, condition.nodes, bare),
    ...otherFigures(name, measured, leastHitRate, condition.nodes),
    ...propagationFigure(name, measured, condition),
  ]
}

async function throughput({ generator, ground, bare, seconds }: LoadContext, node: Server): Promise<Figure> {
  const perS = async ({ port }: Server) => {
    const asked = {
      port,
      key: ground.key,
      requests: requestsOf(ground),
      connections: CONNECTIONS,
      seconds: seconds / 2,
    }
    const { answered, seconds: tookS } = await generator.ask<SaturateResult>('saturate', asked)
    return answered / tookS
  }
  const [ours, theirs] = [await perS(node), await perS(bare)]
  return {
    name: `throughput, one node, ${CONNECTIONS} connections`,
    value: `${digits(ours)} a second, ${digits(ours / theirs)} of the bare server's ${digits(theirs)}`,
    how: 'each connection sends the next when it has its answer; one core',
  }
}

async function withNodes<Result>(
  { ground, file }: LoadContext,
  count: number,
  work: (nodes: readonly Server[]) => Promise<Result>,
): Promise<Result> {
  const nodes: Server[] = []
  try {
    for (let nth = 0; nth < count; nth++)
      nodes.push(await startFront({ file, workDir: ground.workDir, databaseUrl: ground.nodeUrl, hasConsole: false }))
    return await work(nodes)
  } finally {
    await Promise.all(nodes.map((node) => node.stop()))
  }
}

/** The bare server at the same rate with the same requests. */
async function measureBare({ generator, ground, bare, seconds }: LoadContext): Promise<Spread> {
  const asked = { port: bare.port, key: ground.key, requests: requestsOf(ground), ratePerS: RATE_PER_S, seconds }
  return spread((await generator.ask<OpenLoopResult>('openLoop', asked)).latenciesMs)
}

/** One node and three, from their start on, alone and while stages change. */
export async function measureNodes(context: LoadContext, count: 1 | 3): Promise<Section> {
  const bare = await measureBare(context)
  const words = count === 1 ? 'one node' : `${count} nodes`
  return withNodes(context, count, async (nodes) => {
    const raw: Record<string, Measured> = {}
    const all: Figure[] = []
    const add = async (name: string, what: Condition['what']) => {
      const condition = { nodes: count, what }
      const measured = await measure(context, nodes, condition)
      raw[name] = measured
      all.push(...figures(name, condition, measured, bare))
    }
    await add('cold', 'quiet')
    await add('warm', 'quiet')
    await add('ten stage changes a second', 'changes')
    if (count === 3) await add('the same, LISTEN ended ten times a second', 'LISTEN cut')
    const [first] = nodes
    if (count === 1 && first !== undefined) all.push(await throughput(context, first))
    return {
      title: `${RATE_PER_S} decisions a second, ${words}`,
      figures: all,
      notes: [`Nodes, PostgreSQL and the bare server share one core. Cold: from the first request after the start.`],
      raw,
    }
  })
}
