import { readdirSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { frontBundle, type LoadGround, prepareLoadGround } from './support/load-ground'
import { type Server, startFront } from './support/servers'
import { median } from './support/statistics'
import { residentBytes } from './support/watch-nodes'

const TICK_MS = 10
const LAST_ANSWERS_MS = 2000
const MOST_GROWTH = 0.1
/** Heaps and caches fill up to their bounds first. */
const WARM_UP_SHARE = 1 / 3

interface Sample {
  readonly atS: number
  readonly residentMb: number
  readonly handles: number
}

interface Load {
  readonly asked: () => number
  readonly failures: () => number
  stop(): Promise<void>
}

/** Asks at a steady rate, for an actor and in a place that nobody asked for before. */
function startLoad({ port }: Server, { key, world }: LoadGround, ratePerS: number): Load {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 })
  const feature = world.features?.[0]?.name ?? ''
  let asked = 0
  let answered = 0
  const one = () => {
    const nth = asked++
    const resource = { type: 'section', id: `place-${nth}` }
    const body = JSON.stringify({ feature, actor: { type: 'user', id: `actor-${nth}` }, resource })
    const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' }
    const sent = request({ port, path: '/api/decision', method: 'POST', agent, headers }, (response) => {
      response.resume().on('end', () => {
        if (response.statusCode === 200) answered++
      })
    })
    // Not answered is failed.
    sent.on('error', () => {})
    sent.end(body)
  }
  const startMs = performance.now()
  const timer = setInterval(() => {
    while (asked < ((performance.now() - startMs) / 1000) * ratePerS) one()
  }, TICK_MS)
  return {
    asked: () => asked,
    failures: () => asked - answered,
    stop: async () => {
      clearInterval(timer)
      await sleep(LAST_ANSWERS_MS)
      agent.destroy()
    },
  }
}

const sample = (pid: number, startMs: number): Sample => ({
  atS: Math.round((performance.now() - startMs) / 1000),
  residentMb: Math.round(residentBytes(pid) / 1e6),
  handles: readdirSync(`/proc/${pid}/fd`).length,
})

function verdict(samples: readonly Sample[]): { text: string; isFlat: boolean } {
  const steady = samples.slice(Math.floor(samples.length * WARM_UP_SHARE))
  const half = Math.ceil(steady.length / 2)
  const growth = (part: 'residentMb' | 'handles') => {
    const [early, late] = [steady.slice(0, half), steady.slice(-half)].map((own) => median(own.map((one) => one[part])))
    return (late ?? Number.NaN) / (early ?? Number.NaN) - 1
  }
  const [memory, handles] = [growth('residentMb'), growth('handles')]
  const isFlat = memory <= MOST_GROWTH && handles <= MOST_GROWTH
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`
  return {
    text: `After the first third, memory grew by ${percent(memory)} and open handles by ${percent(handles)}: ${isFlat ? 'flat' : 'NOT flat'}.`,
    isFlat,
  }
}

// `npm run soak -- --minutes 30 --rate 300`: by hand, for it takes as long as it says.
const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '30' }, rate: { type: 'string', default: '300' } },
})
const seconds = Number(values.minutes) * 60
const ground = await prepareLoadGround('prisma/demo.json')
try {
  const file = await frontBundle()
  const node = await startFront({ file, workDir: ground.workDir, databaseUrl: ground.nodeUrl, hasConsole: false })
  const load = startLoad(node, ground, Number(values.rate))
  const startMs = performance.now()
  const samples: Sample[] = []
  const everyMs = Math.max(1000, (seconds * 1000) / 60)
  console.log('| second | resident, MB | open handles |\n| --- | --- | --- |')
  while (performance.now() - startMs < seconds * 1000) {
    await sleep(everyMs)
    const last = sample(node.pid, startMs)
    samples.push(last)
    console.log(`| ${last.atS} | ${last.residentMb} | ${last.handles} |`)
  }
  await load.stop()
  const { text, isFlat } = verdict(samples)
  console.log(`\n${load.asked()} decisions with as many actors and places, ${load.failures()} failed. ${text}`)
  if (!isFlat || load.failures() > 0) process.exitCode = 1
  await node.stop()
} finally {
  await ground.clear()
}
