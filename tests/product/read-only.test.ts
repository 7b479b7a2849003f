import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@/lib/embedded-postgres'
import { environment } from '@/lib/env'
import { claimPort } from '../../scripts/support/port'
import { canMount } from '../support/embedded-postgres/machine'

/** As in the image: nothing can be written but temporary files. Its first argument is the project's folder. */
const READ_ONLY = `set -e
mount --bind "$TMPDIR" "$TMPDIR"
mount --bind "$0" "$0"
mount -o remount,bind,ro "$0"
mount -o remount,bind,ro /
cd "$0"
exec "$@"`
const dockerfile = readFileSync('Dockerfile', 'utf8')

/** What the image runs where a line begins so, with this Node. */
function inImage(beginning: RegExp): readonly string[] {
  const line = dockerfile.split('\n').find((text) => beginning.test(text)) ?? ''
  const [program, ...args]: string[] = JSON.parse(line.replace(beginning, ''))
  expect(program).toBe('node')
  return [process.execPath, ...args]
}

/** The status with which the image's health check ends. */
function health(port: number): number | null {
  const [program = '', ...args] = inImage(/^ +CMD /)
  const env = { ...(environment() as NodeJS.ProcessEnv), PORT: String(port) }
  return spawnSync(program, args, { env, timeout: 10_000 }).status
}

const ORIGIN = 'https://aviary.example.edu'

let postgres: EmbeddedPostgres
let folder = ''
let temporary = ''

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aviary-own-'))
  temporary = await mkdtemp(path.join(tmpdir(), 'aviary-temporary-'))
  postgres = await startEmbeddedPostgres({ dataDir: folder })
})
afterAll(async () => {
  await postgres?.stop()
  for (const each of [folder, temporary]) await rm(each, { recursive: true, force: true })
})

function runReadOnly(command: readonly string[], settings: Readonly<Record<string, string>> = {}) {
  const args = ['--mount', 'sh', '-c', READ_ONLY, process.cwd(), ...command]
  const child = spawn('unshare', args, {
    env: { ...(environment() as NodeJS.ProcessEnv), ...settings, TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return { said: () => said, stop: () => child.kill('SIGTERM'), ended }
}

const status = (url: string) =>
  fetch(url)
    .then((answer) => answer.status)
    .catch(() => 0)

describe.runIf(canMount())('a finished build on a read-only file system', () => {
  test('really can’t be written', async () => {
    const touched = runReadOnly(['touch', 'dist/touched'])
    expect(await touched.ended).not.toBe(0)
    expect(touched.said()).toContain('Read-only file system')
  })

  test('starts by a database, a secret and an origin alone, and writes nothing that lasts', async () => {
    const port = await claimPort(0, '127.0.0.1')
    const product = runReadOnly(inImage(/^CMD /), {
      DATABASE_URL: postgres.url,
      NEXTAUTH_SECRET: randomBytes(32).toString('hex'),
      AVIARY_PUBLIC_ORIGIN: ORIGIN,
      PORT: String(port),
    })
    const url = `http://127.0.0.1:${port}`
    const inTime = { timeout: 120_000, interval: 200 }
    await expect.poll(() => status(`${url}/api/health/ready`), { ...inTime, message: product.said() }).toBe(200)
    expect(health(port)).toBe(0)
    await expect.poll(() => status(`${url}/sign-in`), inTime).toBe(200)
    const providers = await (await fetch(`${url}/api/auth/providers`)).json()
    expect(providers.credentials.callbackUrl).toBe(`${ORIGIN}/api/auth/callback/credentials`)
    product.stop()
    expect(await product.ended).toBe(0)
    expect(health(port)).toBe(1)
    expect(product.said()).not.toContain('Building')
    expect(product.said()).not.toMatch(/EROFS|EACCES/)
    expect((await readdir(temporary)).filter((name) => !name.startsWith('tsx-'))).toEqual([])
  })
})
