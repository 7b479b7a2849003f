import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type RunningProduct, startProduct } from '../../scripts/support/product'
import { runScript } from '../support/command'
import { type EventReader, readEvents } from '../support/event-reader'
import { signIn } from '../support/sign-in'

const MOST_OF_ONE = 50
const inTime = { timeout: 10_000, interval: 20 }

let dataDir = ''
let product: RunningProduct
/** Four who may watch, as headers: two keys, two people. */
let holders: Record<string, string>[] = []

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'aviary-events-'))
  product = await startProduct(dataDir)
  const { demo } = product.secrets
  const made = await runScript('scripts/api-key.ts', ['--name', 'Watch', '--scopes', 'admin'], {
    DATABASE_URL: '',
    AVIARY_DATA_DIR: dataDir,
  })
  const keys = [demo?.key ?? '', made.stdout.trim()].map((key) => ({ authorization: `Bearer ${key}` }))
  const sessions = (demo?.signIns ?? []).map(async ({ email, password }) => ({
    cookie: await signIn(product.url, email, password),
  }))
  holders = [...keys, ...(await Promise.all(sessions))]
})
afterAll(async () => {
  await product?.stop()
  await rm(dataDir, { recursive: true, force: true })
})

const watch = (headers: Record<string, string> = {}) => readEvents(`${product.url}/api/events`, headers)

async function open(count: number, headers: Record<string, string> = {}): Promise<EventReader[]> {
  const readers = await Promise.all(Array.from({ length: count }, () => watch(headers)))
  for (const reader of readers) {
    expect(reader.response.status).toBe(200)
    await vi.waitFor(() => expect(reader.text()).toContain('event: live'), inTime)
  }
  return readers
}

async function setStage(stage: string): Promise<number> {
  const { demo } = product.secrets
  const response = await fetch(`${product.url}/api/v1/import?reason=test`, {
    method: 'POST',
    headers: { authorization: `Bearer ${demo?.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      version: 1,
      rollouts: [{ feature: 'adaptive_duplication', scopeType: 'project', scopeId: '12', stage }],
    }),
  })
  expect(response.status).toBe(200)
  return Number(response.headers.get('x-aviary-revision'))
}

it('compresses scripts and pages, and no stream of events', async () => {
  const ask = (path: string, headers: Record<string, string> = {}) =>
    fetch(product.url + path, { headers: { ...headers, 'accept-encoding': 'gzip' } })
  const encodingOf = (response: Response) => response.headers.get('content-encoding')
  const page = await ask('/sign-in')
  expect(encodingOf(page)).toBe('gzip')
  const [script = ''] = (await page.text()).match(/\/_next\/static\/chunks\/[^"]+\.js/) ?? []
  expect(encodingOf(await ask(script))).toBe('gzip')
  const reader = await watch({ ...holders[0], 'accept-encoding': 'gzip' })
  expect(encodingOf(reader.response)).toBeNull()
  await vi.waitFor(() => expect(reader.text()).toContain('event: live'), inTime)
  reader.close()
})

it('tells whoever is signed in of a change within a second, unbuffered', async () => {
  const readers = (await Promise.all(holders.map((holder) => open(1, holder)))).flat()
  expect(readers).toHaveLength(4)
  const latenciesMs: number[] = []
  for (let n = 0; n < 10; n++) {
    const startedAtMs = performance.now()
    const revision = await setStage(n % 2 === 0 ? 'full' : 'fifty_percent')
    const heard = `event: rollout.changed\ndata: {"revision":${revision},"feature":"adaptive_duplication"`
    for (const reader of readers) await vi.waitFor(() => expect(reader.text()).toContain(heard), inTime)
    latenciesMs.push(performance.now() - startedAtMs)
  }
  process.stdout.write(
    `from asking for a change to the last of 4 streams, ms: ${latenciesMs.map(Math.round).sort((a, b) => a - b)}\n`,
  )
  for (const reader of readers) reader.close()
})

it('lets nobody else watch', async () => {
  expect((await watch()).response.status).toBe(401)
  expect((await watch({ cookie: 'aviary.session=forged' })).response.status).toBe(401)
})

it('forgets who went away, so that their place is free again', async () => {
  const [holder] = holders
  for (let round = 0; round < 2; round++) {
    const readers = await open(MOST_OF_ONE, holder)
    const { status, headers } = (await watch(holder)).response
    expect([status, headers.get('content-type'), headers.get('retry-after')]).toEqual([
      429,
      'application/problem+json',
      '5',
    ])
    for (const reader of readers) reader.close()
    const isFree = async () => {
      const reader = await watch(holder)
      reader.close()
      return reader.response.status
    }
    await expect.poll(isFree, inTime).toBe(200)
    // The probes themselves have to be gone too.
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
})

it('serves pages while hundreds watch, tells them when it stops, and stops in under 10 s', async () => {
  const readers = (await Promise.all(holders.map((holder) => open(MOST_OF_ONE, holder)))).flat()
  expect(readers).toHaveLength(200)
  const pages = await Promise.all(Array.from({ length: 8 }, () => fetch(`${product.url}/sign-in`)))
  expect(pages.map(({ status }) => status)).toEqual(Array(8).fill(200))
  const startedAtMs = performance.now()
  await product.stop()
  const tookMs = performance.now() - startedAtMs
  process.stdout.write(`stopped with 200 streams open in ${Math.round(tookMs)} ms\n`)
  expect(tookMs).toBeLessThan(10_000)
  await Promise.all(readers.map(({ ended }) => ended.catch(() => {})))
  for (const reader of readers) expect(reader.text()).toMatch(/event: end\ndata: \{"reason":"shutting_down"\}\n\n$/)
})
