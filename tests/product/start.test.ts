import { execFile, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { environment } from '@/lib/env'
import { type RunningProduct, startProduct } from '../../scripts/support/product'

const run = promisify(execFile)
const ASKED = {
  feature: 'adaptive_duplication',
  actor: { type: 'user', id: '1042' },
  resource: { type: 'section', id: '77' },
}

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function eventually(what: string, holds: () => boolean | Promise<boolean>, timeoutMs = 60_000): Promise<void> {
  const deadline = Date.now() + timeoutMs
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`never: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function childrenOf(pid: number): Promise<number[]> {
  const { stdout } = await run('ps', ['-o', 'pid=,ppid=', '-A'])
  const pairs = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number) as [number, number])
  const own = pairs.filter(([, parent]) => parent === pid).map(([child]) => child)
  return [...own, ...(await Promise.all(own.map(childrenOf))).flat()]
}

async function consoleOf(launcher: number): Promise<number> {
  const { stdout } = await run('ps', ['-o', 'pid=,args=', '-A'])
  const family = new Set(await childrenOf(launcher))
  const line = stdout
    .split('\n')
    .find((text) => family.has(Number(text.trim().split(/\s+/)[0])) && /next-server|next\/dist\/bin\/next/.test(text))
  return Number(line?.trim().split(/\s+/)[0])
}

/** Runs `npm start`'s launcher until it ends by itself. */
function failToStart(settings: Record<string, string>): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/start.ts'], {
      env: { ...environment(), ...settings } as NodeJS.ProcessEnv,
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
    child.on('exit', (code) => resolve({ code, said }))
  })
}

describe('npm start', () => {
  let dataDir = ''
  let product: RunningProduct

  const ask = (body: unknown, at = '/api/decision') =>
    fetch(product.url + at, {
      method: 'POST',
      headers: { Authorization: `Bearer ${product.secrets.demo?.key}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })

  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'aviary product-'))
    product = await startProduct(dataDir)
  })
  afterAll(async () => {
    await product.stop()
    await rm(dataDir, { recursive: true, force: true })
  })

  it('prints a curl that works when pasted', async () => {
    const curl = product
      .said()
      .split('\n')
      .find((line) => line.startsWith('curl '))
    const { stdout } = await run('bash', ['-c', curl ?? 'false'])
    expect(JSON.parse(stdout)).toMatchObject({ result: true, reason: 'cohort_allow', bucket: 9.6764 })
  })

  it('keeps what lets people in readable by its owner only', async () => {
    expect((await stat(path.join(dataDir, 'secrets.json'))).mode & 0o777).toBe(0o600)
  })

  it('answers a decision that follows a change by it, whichever process made it', async () => {
    for (const stage of ['full', 'fifty_percent', 'full', 'fifty_percent']) {
      const rollout = { feature: ASKED.feature, scopeType: 'project', scopeId: '12', stage }
      const change = await ask({ version: 1, rollouts: [rollout] }, '/api/v1/import?reason=test')
      expect(await change.json()).toMatchObject({ changed: { count: 1 } })
      expect(await (await ask(ASKED)).json()).toMatchObject({ stage })
    }
  })

  it('answers decisions while the console is killed, and brings it back', async () => {
    const consolePid = await consoleOf(product.pid)
    let failures = 0
    let isOver = false
    const load = (async () => {
      while (!isOver) if ((await ask(ASKED)).status !== 200) failures++
    })()
    process.kill(consolePid, 'SIGKILL')
    await eventually('the console is down', async () => (await fetch(`${product.url}/sign-in`)).status === 503)
    const waiting = await fetch(`${product.url}/sign-in`, { headers: { Accept: 'text/html' } })
    if (waiting.status === 503) expect(await waiting.text()).toContain('The console is starting')
    await eventually('the console is back', async () => (await fetch(`${product.url}/sign-in`)).status === 200)
    isOver = true
    await load
    expect(failures).toBe(0)
  })

  it('stops it all, the database too, and finds everything again', async () => {
    const children = await childrenOf(product.pid)
    const { pid } = JSON.parse(await readFile(path.join(dataDir, 'postgres.json'), 'utf8'))
    const { demo } = product.secrets
    await product.stop('SIGINT')
    await eventually('all of it ended', () => ![...children, pid].some(isAlive), 5000)
    product = await startProduct(dataDir)
    expect(product.secrets.demo).toEqual(demo)
    expect((await ask(ASKED)).status).toBe(200)
  })

  it('leaves nothing running when its launcher is killed, and starts again on the same data', async () => {
    const { pid: postgres } = JSON.parse(await readFile(path.join(dataDir, 'postgres.json'), 'utf8'))
    const databaseFamily = new Set([postgres, ...(await childrenOf(postgres))])
    const others = (await childrenOf(product.pid)).filter((pid) => !databaseFamily.has(pid))
    await product.stop('SIGKILL')
    await eventually('the front and the console ended', () => !others.some(isAlive))
    product = await startProduct(dataDir)
    expect((await ask(ASKED)).status).toBe(200)
  })

  it('says what to do when the data directory is in use', async () => {
    const { code, said } = await failToStart({ AVIARY_DATA_DIR: dataDir, PORT: '0', DATABASE_URL: '' })
    expect(code).toBe(1)
    expect(said).toMatch(/Aviary can't start: .*(AVIARY_DATA_DIR|data directory)/)
  })

  it('says what to do when the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    const own = await mkdtemp(path.join(tmpdir(), 'aviary-taken-'))
    const { port } = other.address() as AddressInfo
    const { code, said } = await failToStart({ AVIARY_DATA_DIR: own, PORT: String(port), DATABASE_URL: '' })
    other.close()
    await rm(own, { recursive: true, force: true })
    expect(code).toBe(1)
    expect(said).toContain('Set PORT to a free one')
  })

  it('names a setting that is missing with a database of one’s own', async () => {
    const { code, said } = await failToStart({ DATABASE_URL: 'postgresql://user:hidden@127.0.0.1:1/none', PORT: '0' })
    expect(code).toBe(1)
    expect(said).toContain('NEXTAUTH_SECRET')
    expect(said).not.toContain('hidden')
  })
})
