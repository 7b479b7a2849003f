import type { OpenLoopResult } from '../load/open-loop'
import { getPage } from '../load/pages'
import { milliseconds, type Section } from '../report/figure'
import { childrenOf } from '../support/process-cpu'
import { spread } from '../support/statistics'
import type { BenchContext } from './bench-context'
import { RATE_PER_S } from './latency'

const LONGEST_S = 60
/** What nobody waits for: the bound of P99 in the issue. */
const WAIT_MS = 10

/** Kills the console's process, which is the front's own child. @returns when, by this process's clock */
function kill(frontPid: number): number {
  const [consolePid] = childrenOf(frontPid)
  if (consolePid === undefined) throw new Error('the front has no console')
  process.kill(consolePid, 'SIGKILL')
  return performance.now()
}

async function secondsUntilBack({ product, pages }: BenchContext, killedAtMs: number): Promise<number> {
  const [page] = pages
  if (page === undefined) return Number.NaN
  while (performance.now() - killedAtMs < LONGEST_S * 1000) {
    if ((await getPage(product.port, page)).status === 200) return (performance.now() - killedAtMs) / 1000
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return Number.POSITIVE_INFINITY
}

/** Decisions go on at their rate while the console dies and is started again. */
export async function measureConsoleKilled(context: BenchContext): Promise<Section> {
  const { generator, ground, product, requests, scale } = context
  const { beforeS, afterS } = scale.killed
  const asked = { port: product.port, key: ground.key, requests, ratePerS: RATE_PER_S, seconds: beforeS + afterS }
  const running = generator.ask<OpenLoopResult>('openLoop', asked)
  await new Promise((resolve) => setTimeout(resolve, beforeS * 1000))
  const backS = await secondsUntilBack(context, kill(product.pid))
  const { latenciesMs, intendedMs, failures } = await running
  const part = (isIn: (atMs: number) => boolean) => spread(latenciesMs.filter((_, nth) => isIn(intendedMs[nth] ?? 0)))
  const slowest = intendedMs[latenciesMs.indexOf(Math.max(...latenciesMs))] ?? Number.NaN
  const before = part((atMs) => atMs < (beforeS - 1) * 1000)
  const after = part((atMs) => atMs >= (beforeS - 1) * 1000)
  return {
    title: 'The console killed under load',
    figures: [
      {
        name: 'decisions that failed',
        value: `${failures} of ${latenciesMs.length}`,
        how: `SIGKILL ${beforeS} s into ${beforeS + afterS} s at ${RATE_PER_S} a second`,
        target: { text: 'none', isMet: failures === 0 },
      },
      {
        name: 'decisions meanwhile, P99 and slowest',
        value: `${milliseconds(after.p99)}, ${milliseconds(after.max)} (before: ${milliseconds(before.p99)}, ${milliseconds(before.max)})`,
        how: `from a second before the kill to the end; the slowest of all was sent ${(slowest / 1000 - beforeS).toFixed(1)} s after it`,
        target: {
          text: `none waits: P99 ≤ ${WAIT_MS} ms`,
          isMet: after.p99 <= WAIT_MS,
          excuse: before.p99 > WAIT_MS ? 'nor was it before the kill' : undefined,
        },
      },
      {
        name: 'until the console is back',
        value: `${backS.toFixed(1)} s`,
        how: 'from the kill to the first page with status 200, asked for through the front',
        target: { text: 'by itself', isMet: Number.isFinite(backS) },
      },
    ],
    notes: [],
    raw: { before, after, failures, backS },
  }
}
