import { setPriority } from 'node:os'
import { parseArgs } from 'node:util'
import type { Section } from './report/figure'
import { writeReport } from './report/write'
import { measureNodes, requestsOf } from './sections/nodes'
import { measureUnknownNames } from './sections/unknown-names'
import { measureWorkers } from './sections/workers'
import { LOAD_CORE, moveToCore, SERVER_CORE } from './support/cores'
import { frontBundle, type LoadGround, prepareLoadGround } from './support/load-ground'
import { describeMachine, load } from './support/machine'
import { startProgram } from './support/program'
import { recordAnswers } from './support/record'
import { startBareServer, startFront } from './support/servers'

const say = (text: string) => process.stderr.write(`${text}\n`)

/** What the product answers, for the bare server to give. */
async function recorded(ground: LoadGround, file: string, generator: Awaited<ReturnType<typeof startProgram>>) {
  const node = await startFront({ file, workDir: ground.workDir, databaseUrl: ground.nodeUrl, hasConsole: false })
  const target = { port: node.port, key: ground.key, requests: requestsOf(ground) }
  return recordAnswers(generator, target).finally(node.stop)
}

async function measure(ground: LoadGround, seconds: number): Promise<{ sections: Section[]; loads: number[] }> {
  const file = await frontBundle()
  const generator = await startProgram('load/generator.ts', LOAD_CORE)
  const changer = await startProgram('load/changes.ts', SERVER_CORE)
  const sections: Section[] = []
  const loads: number[] = []
  const bare = await startBareServer(ground, await recorded(ground, file, generator))
  const context = { ground, generator, changer, bare, file, seconds }
  try {
    for (const count of [1, 3] as const) {
      say(`${count} …`)
      loads.push(load())
      sections.push(await measureNodes(context, count))
    }
    for (const one of [measureWorkers, measureUnknownNames]) {
      say(`${one.name} …`)
      loads.push(load())
      sections.push(await one(context))
    }
  } finally {
    await Promise.all([generator, changer, bare].map((one) => one.stop()))
  }
  return { sections, loads: [...loads, load()] }
}

async function main(): Promise<void> {
  const options = {
    quick: { type: 'boolean', default: false },
    priority: { type: 'string' },
    world: { type: 'string', default: 'prisma/demo.json' },
  } as const
  const { values } = parseArgs({ options })
  if (values.priority !== undefined) setPriority(Number(values.priority))
  const startMs = performance.now()
  moveToCore(LOAD_CORE, process.pid)
  say(`importing ${values.world} …`)
  const ground = await prepareLoadGround(values.world)
  try {
    const found = await measure(ground, values.quick ? 5 : 30)
    await writeReport({
      title: 'Load',
      machine: describeMachine(),
      priority: Number(values.priority ?? 0),
      scale: values.quick ? 'quick' : 'full',
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
