import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { findRunningPostgres } from '@/lib/embedded-postgres'
import { runOpenLoop } from '../bench/load/open-loop'
import { spread } from '../bench/support/statistics'
import { runCommand } from './support/command'
import { type RunningProduct, startProduct } from './support/product'

const ACCOUNTS = 1_000_000
const RATE_PER_S = 500
const SECONDS = 10
const FEATURE = 'adaptive_duplication'
const PATH = `/api/v1/features/${FEATURE}/impact`
const CHANGE = { kind: 'set_stage', scopeType: 'global', stage: 'full' }
const REQUEST = {
  feature: FEATURE,
  actor: { type: 'user', id: '1042' },
  resource: { type: 'section', id: '77' },
} as const

async function addUsers(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  // Without triggers and search indexes: no impact asks them, and they are most of a million inserts.
  await client.query('SET session_replication_role = replica; DROP INDEX users_name_search_idx, users_email_search_idx')
  await client.query(
    `INSERT INTO users (id, name, email) SELECT md5('m' || nth)::uuid::text, 'User ' || nth, 'user' || nth || '@example.edu'
     FROM generate_series(1, ${ACCOUNTS}) AS nth ON CONFLICT DO NOTHING`,
  )
  await client.query('VACUUM ANALYZE users')
  await client.end()
}

async function ask({ url }: RunningProduct, key: string, accept: string): Promise<{ seconds: number; text: string }> {
  const startedMs = performance.now()
  const response = await fetch(url + PATH, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json', Accept: accept },
    body: JSON.stringify(CHANGE),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${response.status}: ${text}`)
  return { seconds: (performance.now() - startedMs) / 1000, text }
}

/** What the console's process holds, in MB: the one that runs `next`. */
function consoleMb(): number {
  const lines = execFileSync('ps', ['-eo', 'rss,args'], { encoding: 'utf8' }).split('\n')
  const rss = lines.filter((line) => line.includes('next-server')).map((line) => Number.parseInt(line, 10) / 1024)
  return Math.max(0, ...rss)
}

async function decisions(product: RunningProduct, key: string, title: string): Promise<void> {
  const port = Number(new URL(product.url).port)
  const { latenciesMs, failures } = await runOpenLoop({
    port,
    key,
    requests: [REQUEST],
    ratePerS: RATE_PER_S,
    seconds: SECONDS,
  })
  const { p50, p95, p99, max } = spread(latenciesMs)
  const [a, b, c, d] = [p50, p95, p99, max].map((ms) => ms.toFixed(2))
  console.log(
    `decisions at ${RATE_PER_S} a second, ${title}: P50 ${a} · P95 ${b} · P99 ${c} · slowest ${d} ms, ${failures} failures`,
  )
}

/** Asks again and again until it is over. */
async function previewOnAndOn(product: RunningProduct, key: string, isOver: () => boolean): Promise<number[]> {
  const seconds: number[] = []
  while (!isOver()) seconds.push((await ask(product, key, 'application/json')).seconds)
  return seconds
}

async function measure(product: RunningProduct, key: string): Promise<void> {
  const before = consoleMb()
  const json = await ask(product, key, 'application/json')
  const { gain, lose } = JSON.parse(json.text)
  console.log(`${ACCOUNTS} users: ${json.seconds.toFixed(2)} s, ${gain.users.count} gain, ${lose.users.count} lose`)
  const csv = await ask(product, key, 'text/csv')
  console.log(`all names as CSV: ${csv.seconds.toFixed(2)} s, ${(csv.text.length / 1e6).toFixed(0)} MB`)
  console.log(`the console's memory: ${before.toFixed(0)} MB before, ${consoleMb().toFixed(0)} MB after`)
  await decisions(product, key, 'alone')
  let over = false
  const previews = previewOnAndOn(product, key, () => over)
  await decisions(product, key, 'while one impact after the other is judged')
  over = true
  const seconds = await previews
  console.log(
    `meanwhile ${seconds.length} impacts, each in ${Math.max(...seconds).toFixed(1)} s or less; ${consoleMb().toFixed(0)} MB`,
  )
}

/** How long the impact of a stage takes over a million users, and what decisions feel of it. Needs a build. */
async function main(): Promise<void> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'aviary-impact-'))
  const product = await startProduct(dataDir)
  try {
    const running = await findRunningPostgres(dataDir)
    const key = product.secrets.demo?.key
    if (running === null || key === undefined) throw new Error('the demo runs on the embedded database')
    await addUsers(running)
    await measure(product, key)
  } finally {
    await product.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

runCommand(main)
