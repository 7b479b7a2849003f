import type { ClosedLoopResult } from '../load/closed-loop'
import { atLeast, digits, type Figure, percent, type Section } from '../report/figure'
import { cpuSeconds } from '../support/process-cpu'
import { median } from '../support/statistics'
import { type BenchContext, inTurn, type ServerName } from './bench-context'
import { consolesFigure, whileConsolesAreOpen } from './open-consoles'

const TARGET = 0.75
const WHOLE_CORE = 0.85

/** Who sends: our own generator, that never sleeps; or autocannon, which costs more than the bare server does. */
type Sender = 'saturate' | 'closedLoop'

interface Turn {
  readonly perS: number
  readonly cpuMicros: number
  readonly cpuShare: number
  readonly failures: number
}
type Round = Readonly<Record<ServerName, Turn>>

async function turn(context: BenchContext, name: ServerName, sender: Sender, connections: number): Promise<Turn> {
  const { generator, ground, requests, scale } = context
  const { port, pid } = context[name]
  const before = cpuSeconds(pid)
  const asked = { port, key: ground.key, requests, connections, seconds: scale.throughput.seconds }
  const { answered, seconds, failures } = await generator.ask<ClosedLoopResult>(sender, asked)
  const used = cpuSeconds(pid) - before
  return { perS: answered / seconds, cpuMicros: (used / answered) * 1e6, cpuShare: used / seconds, failures }
}

async function rounds(context: BenchContext, sender: Sender, connections: number, count: number): Promise<Round[]> {
  for (const { name } of inTurn(context, 0)) await turn(context, name, sender, connections)
  const all: Round[] = []
  for (let round = 0; round < count; round++) {
    const turns: Partial<Record<ServerName, Turn>> = {}
    for (const { name } of inTurn(context, round)) turns[name] = await turn(context, name, sender, connections)
    const { product, bare } = turns
    if (product !== undefined && bare !== undefined) all.push({ product, bare })
  }
  return all
}

/** A server that had not its core to itself was not measured alone. */
function excuseOf(cpuShare: number): string | undefined {
  return cpuShare < WHOLE_CORE ? `others had ${percent(1 - cpuShare)} of the server's core` : undefined
}

function figures(all: readonly Round[], connections: number, more = ''): Figure[] {
  const of = (name: ServerName, part: keyof Turn) => median(all.map((round) => round[name][part]))
  const ratio = median(all.map(({ product, bare }) => product.perS / bare.perS))
  const failures = all.reduce((sum, { product, bare }) => sum + product.failures + bare.failures, 0)
  return [
    {
      name: `throughput against bare node:http, ${connections} connections${more}`,
      value: digits(ratio),
      how: `median of ${all.length} alternating rounds, product ÷ bare of the same round; ${failures} failures`,
      ...(connections === 20 && {
        target: { ...atLeast(TARGET, ratio, '≥ 0.75'), excuse: excuseOf(of('product', 'cpuShare')) },
      }),
    },
    {
      name: `requests a second, ${connections} connections${more}`,
      value: `${digits(of('product', 'perS'))} and ${digits(of('bare', 'perS'))} bare`,
      how: `medians; the server's core was ${percent(of('product', 'cpuShare'))} and ${percent(of('bare', 'cpuShare'))} the server's`,
    },
    {
      name: `CPU a request, ${connections} connections${more}`,
      value: `${digits(of('product', 'cpuMicros'))} and ${digits(of('bare', 'cpuMicros'))} µs bare (ratio ${digits(of('bare', 'cpuMicros') / of('product', 'cpuMicros'))})`,
      how: "user and system time of the server's process by /proc, ÷ requests: a busy neighbor does not count",
    },
  ]
}

/** The endpoint against a server that does nothing but parse the body and answer. */
export async function measureThroughput(context: BenchContext): Promise<Section> {
  const { rounds: count } = context.scale.throughput
  const few = await rounds(context, 'saturate', 20, count)
  const many = await rounds(context, 'saturate', 100, count)
  let open: Round[] = []
  const meanwhile = await whileConsolesAreOpen(context, async () => {
    open = await rounds(context, 'saturate', 20, count)
  })
  const cannon = await rounds(context, 'closedLoop', 20, Math.min(2, count))
  const byCannon = median(cannon.map(({ product, bare }) => product.perS / bare.perS))
  const cannonPerS = (name: ServerName) => digits(median(cannon.map((round) => round[name].perS)))
  return {
    title: 'The HTTP endpoint against a bare server',
    figures: [
      ...figures(few, 20),
      ...figures(many, 100),
      ...figures(open, 20, ', ten consoles open'),
      consolesFigure([meanwhile]),
      {
        name: 'the same by autocannon, 20 connections',
        value: `${digits(byCannon)} (${cannonPerS('product')} and ${cannonPerS('bare')} a second)`,
        how: 'for comparison only: autocannon needs more of its core a request than the bare server of its own',
      },
    ],
    notes: [
      `Both answer the same bytes to ${context.requests.length} different requests of which each needs the cohort. Server on core 0, generator on core 1; the generator spins, so that no server pays for waking it.`,
    ],
    raw: { few, many, open, meanwhile, cannon },
  }
}
