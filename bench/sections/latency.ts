import type { OpenLoopResult } from '../load/open-loop'
import type { PagesResult } from '../load/pages'
import { atMost, digits, type Figure, milliseconds, type Section, type Target } from '../report/figure'
import { type Spread, spread } from '../support/statistics'
import { type BenchContext, inTurn, type ServerName } from './bench-context'
import { consolesFigure, type Meanwhile, whileConsolesAreOpen } from './open-consoles'

export const RATE_PER_S = 500
const PAGES_PER_S = 10
const SETTLE_MS = 1000

type Condition = 'quiet' | 'ten pages a second' | 'ten consoles open'

interface Measured {
  readonly times: Record<ServerName, OpenLoopResult[]>
  readonly pages: PagesResult[]
}

async function round(context: BenchContext, nth: number, into: Measured): Promise<void> {
  const { generator, ground, requests, scale } = context
  for (const { name, server } of inTurn(context, nth)) {
    const asked = { port: server.port, key: ground.key, requests, ratePerS: RATE_PER_S, seconds: scale.latency.seconds }
    into.times[name].push(await generator.ask<OpenLoopResult>('openLoop', asked))
  }
}

async function whileRendering(context: BenchContext, work: () => Promise<void>): Promise<PagesResult> {
  const { pageGenerator, pages, product } = context
  await pageGenerator.ask('start', { port: product.port, pages, ratePerS: PAGES_PER_S })
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
  await work()
  return pageGenerator.ask<PagesResult>('stop')
}

function targets(product: Spread, bare: Spread): [Target, Target, Target] {
  return [
    atMost(1, product.p50, '≤ 1 ms', bare.p50),
    atMost(5, product.p95, '≤ 5 ms', bare.p95),
    atMost(10, product.p99, '≤ 10 ms', bare.p99),
  ]
}

const allOf = (results: readonly OpenLoopResult[], part: 'latenciesMs' | 'lateMs') =>
  spread(results.flatMap((result) => result[part]))

function figures(condition: Condition, { times, pages }: Measured): Figure[] {
  const product = allOf(times.product, 'latenciesMs')
  const bare = allOf(times.bare, 'latenciesMs')
  const failures = times.product.reduce((sum, result) => sum + result.failures, 0)
  const [t50, t95, t99] = targets(product, bare)
  const how = `${digits(product.count)} requests at random times, from when each was to be sent; ${failures} failures`
  const figure = (what: 'p50' | 'p95' | 'p99', target: Target): Figure => ({
    name: `${what.toUpperCase()} at ${RATE_PER_S} a second, ${condition}`,
    value: `${milliseconds(product[what])} (bare ${milliseconds(bare[what])})`,
    how,
    target,
  })
  const late = allOf([...times.product, ...times.bare], 'lateMs')
  return [
    figure('p50', t50),
    figure('p95', t95),
    figure('p99', t99),
    {
      name: `slowest, ${condition}`,
      value: `${milliseconds(product.max)} (bare ${milliseconds(bare.max)})`,
      how: `the generator itself was late by ${milliseconds(late.p99)} at P99, ${milliseconds(late.max)} at most`,
    },
    ...(condition === 'ten pages a second' ? [pagesFigure(pages)] : []),
  ]
}

function pagesFigure(pages: readonly PagesResult[]): Figure {
  const times = spread(pages.flatMap(({ timesMs }) => timesMs))
  const asked = pages.reduce((sum, page) => sum + page.asked, 0)
  return {
    name: 'console pages meanwhile',
    value: `${times.count} of ${asked} rendered, P50 ${milliseconds(times.p50)}, P95 ${milliseconds(times.p95)}`,
    how: 'asked for through the front, at a steady ten a second, read to their ends',
  }
}

/** Latency at a steady rate, alone and with a busy console on the same core. */
export async function measureLatency(context: BenchContext): Promise<Section> {
  const none = (): Measured => ({ times: { product: [], bare: [] }, pages: [] })
  const quiet = none()
  const rendering = none()
  const open = none()
  const meanwhile: Meanwhile[] = []
  for (let nth = 0; nth < context.scale.latency.rounds; nth++) {
    await round(context, nth, quiet)
    rendering.pages.push(await whileRendering(context, () => round(context, nth, rendering)))
    meanwhile.push(await whileConsolesAreOpen(context, () => round(context, nth, open)))
  }
  const paths = context.pages.map(({ path }) => path.replace(/[0-9a-f-]{36}/g, '…').replace(/\?.*/, '')).join(', ')
  return {
    title: 'Latency at 500 requests a second',
    figures: [
      ...figures('quiet', quiet),
      ...figures('ten pages a second', rendering),
      ...figures('ten consoles open', open),
      consolesFigure(meanwhile),
    ],
    notes: [`Front, console, PostgreSQL and the bare server share core 0. Pages: ${paths}.`],
    raw: {
      quiet: summary(quiet),
      consoles: { ...summary(open), meanwhile },
      rendering: {
        ...summary(rendering),
        pages: rendering.pages.map(({ timesMs, ...rest }) => ({ ...rest, times: spread(timesMs) })),
      },
    },
  }
}

function summary({ times }: Measured) {
  const of = (results: readonly OpenLoopResult[]) =>
    results.map(({ latenciesMs, lateMs, failures }) => ({
      latency: spread(latenciesMs),
      late: spread(lateMs),
      failures,
    }))
  return { product: of(times.product), bare: of(times.bare) }
}
