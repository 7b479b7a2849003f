import { setPriority } from 'node:os'
import { parseArgs } from 'node:util'
import { build, currentBuild } from '@/scripts/support/build'
import type { Section } from './report/figure'
import type { Report } from './report/markdown'
import { writeReport } from './report/write'
import type { BenchContext } from './sections/bench-context'
import { measureConsoleKilled } from './sections/console-killed'
import { measureInProcess } from './sections/in-process'
import { measureKnownActors } from './sections/known-actors'
import { measureLatency } from './sections/latency'
import { measureMemory } from './sections/memory'
import { measureMisses } from './sections/misses'
import { measureThroughput } from './sections/throughput'
import { findConsolePages } from './support/console-pages'
import { LOAD_CORE, moveToCore, SERVER_CORE } from './support/cores'
import { randomRequests } from './support/directory'
import { type Ground, prepareGround } from './support/ground'
import { describeMachine, load } from './support/machine'
import { startProgram } from './support/program'
import { recordAnswers } from './support/record'
import { FULL, QUICK, type Scale } from './support/scale'
import { startBareServer, startProduct } from './support/servers'

const REQUESTS = 1000
const USERS = 100_000
const SECTIONS = 100

const say = (text: string) => process.stderr.write(`${text}\n`)

type Part = readonly [name: string, measure: () => Promise<Section>]

/** Starts whatever serves and loads, measures by `work`, and stops it all again. */
async function withServers(
  ground: Ground,
  scale: Scale,
  work: (context: BenchContext) => Promise<void>,
): Promise<void> {
  const generator = await startProgram('load/generator.ts', LOAD_CORE)
  const pageGenerator = await startProgram('load/page-generator.ts', LOAD_CORE)
  const changer = await startProgram('load/changes.ts', SERVER_CORE)
  const product = await startProduct(ground, ground.databases.small, true)
  const requests = randomRequests(REQUESTS, USERS, SECTIONS)
  const recorded = await recordAnswers(generator, { port: product.port, key: ground.key, requests })
  const bare = await startBareServer(ground, recorded)
  try {
    const pages = await findConsolePages(product.port, ground.signIn)
    await work({ scale, ground, generator, pageGenerator, changer, product, bare, pages, requests })
  } finally {
    await Promise.all([generator, pageGenerator, changer, product, bare].map((one) => one.stop()))
  }
}

async function measure(ground: Ground, scale: Scale, only: string): Promise<Pick<Report, 'sections' | 'loads'>> {
  const sections: Section[] = []
  const loads: number[] = []
  const run = async (parts: readonly Part[]) => {
    for (const [name, work] of parts.filter(([name]) => name.includes(only))) {
      say(`${name} …`)
      loads.push(load())
      sections.push(await work())
    }
  }
  await withServers(ground, scale, (context) =>
    run([
      ['throughput', () => measureThroughput(context)],
      ['latency', () => measureLatency(context)],
      ['console killed', () => measureConsoleKilled(context)],
      ['misses', () => measureMisses(context)],
    ]),
  )
  await run([
    ['in-process', () => measureInProcess(scale)],
    ['hit rate and memory', () => measureMemory(ground, scale)],
  ])
  const generator = await startProgram('load/generator.ts', LOAD_CORE)
  await run([['known actors', () => measureKnownActors(ground, generator, scale)]]).finally(generator.stop)
  return { sections, loads: [...loads, load()] }
}

async function main(): Promise<void> {
  const options = {
    quick: { type: 'boolean', default: false },
    priority: { type: 'string' },
    only: { type: 'string', default: '' },
  } as const
  const { values } = parseArgs({ options })
  const scale = values.quick ? QUICK : FULL
  // All that is started inherits it: on a machine with other work, root may have the bench go first.
  if (values.priority !== undefined) setPriority(Number(values.priority))
  const startMs = performance.now()
  if ((await currentBuild()) === null) {
    say('building …')
    await build()
  }
  moveToCore(LOAD_CORE, process.pid)
  say('filling databases …')
  const ground = await prepareGround()
  try {
    const found = await measure(ground, scale, values.only)
    await writeReport({
      title: 'Bench',
      machine: describeMachine(),
      priority: Number(values.priority ?? 0),
      scale: scale.name,
      minutes: (performance.now() - startMs) / 60_000,
      ...found,
    })
  } finally {
    await ground.clear()
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.stack : String(error))
  process.exit(1)
})
