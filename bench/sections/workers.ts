import { setTimeout as sleep } from 'node:timers/promises'
import type { SaturateResult } from '../load/saturate'
import { atLeast, digits, type Figure, percent, type Section } from '../report/figure'
import { type CpuQuota, limitCpu } from '../support/cpu-quota'
import { childrenOf, cpuSeconds } from '../support/process-cpu'
import { type Server, startFront } from '../support/servers'
import { median } from '../support/statistics'
import { type LoadContext, requestsOf } from './nodes'

const CONNECTIONS = 32
const ROUNDS = 3
/** Two workers and their PostgreSQL fit on one core, and the generator keeps the other. */
const SHARE = 0.4
const LEAST_RATIO = 1.6
const REGISTERED_MS = 3000

interface Throughput {
  readonly perS: number
  readonly failures: number
  /** Of what the workers may use. */
  readonly usedShare: number
}

async function saturated(context: LoadContext, node: Server, workers: readonly number[]): Promise<Throughput> {
  const { generator, ground, seconds } = context
  const used = () => workers.reduce((sum, pid) => sum + cpuSeconds(pid), 0)
  const before = used()
  const { answered, failures, ...took } = await generator.ask<SaturateResult>('saturate', {
    port: node.port,
    key: ground.key,
    requests: requestsOf(ground),
    connections: CONNECTIONS,
    seconds: seconds / ROUNDS / 2,
  })
  const usedShare = (used() - before) / took.seconds / workers.length / SHARE
  return { perS: answered / took.seconds, failures, usedShare }
}

async function withWorkers<Result>(
  context: LoadContext,
  count: number,
  work: (node: Server, workers: readonly number[]) => Promise<Result>,
): Promise<Result> {
  const { ground, file } = context
  const front = { file, workDir: ground.workDir, databaseUrl: ground.nodeUrl, hasConsole: false, workers: count }
  const node = await startFront(front)
  const quotas: CpuQuota[] = []
  try {
    await sleep(REGISTERED_MS)
    const workers = count === 1 ? [node.pid] : childrenOf(node.pid)
    if (workers.length !== count) throw new Error(`${workers.length} workers run instead of ${count}`)
    // Held to its share, a process would take the whole round to compile what it runs.
    await saturated(context, node, workers)
    for (const pid of workers) quotas.push(limitCpu(pid, SHARE))
    return await work(node, workers)
  } finally {
    await node.stop()
    for (const quota of quotas) quota.clear()
  }
}

function figuresOf(one: readonly Throughput[], two: readonly Throughput[], capacityPerS: number): Figure[] {
  const perS = (rounds: readonly Throughput[]) => median(rounds.map((round) => round.perS))
  const usedShare = (rounds: readonly Throughput[]) => percent(median(rounds.map((round) => round.usedShare)))
  const failures = [...one, ...two].reduce((sum, round) => sum + round.failures, 0)
  const ratio = perS(two) / perS(one)
  return [
    {
      name: 'throughput of two workers ÷ of one',
      value: `${digits(ratio)} (${digits(perS(two))} and ${digits(perS(one))} a second)`,
      how: `each worker held to ${percent(SHARE)} of a core; medians of ${ROUNDS} alternating rounds; ${failures} failures`,
      target: atLeast(LEAST_RATIO, ratio, `≥ ${LEAST_RATIO}`),
    },
    {
      name: 'what the workers used of what they may',
      value: `${usedShare(two)} of two, ${usedShare(one)} of one`,
      how: 'CPU time by /proc: the workers are the limit',
    },
    {
      name: 'what the generator can send',
      value: `${digits(capacityPerS)} a second`,
      how: 'to one worker that is held to nothing: more than two are asked for here',
      target: atLeast(perS(two), capacityPerS, 'more than two workers answer'),
    },
  ]
}

/** One worker beside two. Two cores don't hold two workers and what loads them, so each worker gets a part of one. */
export async function measureWorkers(context: LoadContext): Promise<Section> {
  const title = 'Two workers beside one'
  const { file, ground } = context
  const front = { file, workDir: ground.workDir, databaseUrl: ground.nodeUrl, hasConsole: false }
  const free = await startFront(front)
  const { perS: capacityPerS } = await saturated(context, free, [free.pid]).finally(free.stop)
  const one: Throughput[] = []
  const two: Throughput[] = []
  try {
    for (let round = 0; round < ROUNDS; round++) {
      one.push(await withWorkers(context, 1, (node, workers) => saturated(context, node, workers)))
      two.push(await withWorkers(context, 2, (node, workers) => saturated(context, node, workers)))
    }
  } catch (error) {
    const isRefused = ['EACCES', 'EROFS', 'ENOENT', 'EPERM'].includes(String((error as NodeJS.ErrnoException).code))
    if (!isRefused) throw error
    return { title, figures: [], notes: [`Not measured: no control groups for us here (${String(error)}).`], raw: null }
  }
  return { title, figures: figuresOf(one, two, capacityPerS), notes: [], raw: { one, two, capacityPerS } }
}
