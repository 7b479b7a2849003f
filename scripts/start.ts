import { type ChildProcess, spawn } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import path from 'node:path'
import { CONSOLE_POOL, createPool } from '@/lib/db/pool'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@/lib/embedded-postgres'
import { type Env, EnvError, env, parseEnv } from '@/lib/env'
import { migrate } from './db-migrate'
import { applicationUrl } from './support/application-url'
import { build, currentBuild } from './support/build'
import { prepareDemo } from './support/demo'
import { greeting } from './support/greeting'
import { claimPort } from './support/port'
import { type Demo, keepSecrets } from './support/secrets'

const say = (text: string) => console.log(text)

/** @throws a sentence where this folder is read-only, as in an image */
async function checkWritable(): Promise<void> {
  await access('.', constants.W_OK).catch(() => {
    throw new Error('There is no build of these sources, and this folder is read-only. Run npm run build before it is.')
  })
}

async function builtVersion(): Promise<string> {
  const built = await currentBuild()
  if (built !== null) return built
  await checkWritable()
  say('Building (once for these sources, about a minute) …')
  await build()
  return (await currentBuild()) ?? 'unknown'
}

/** The database, migrated, and with the demo in it where there is to be one. Resolves to the demo. */
async function prepareDatabase(url: string, settings: Env): Promise<Demo | null> {
  await migrate(url)
  if (!settings.isDemo) return null
  const pool = createPool(url, CONSOLE_POOL, () => {})
  try {
    return await prepareDemo(pool, settings.dataDir)
  } finally {
    await pool.end()
  }
}

/** Where people reach the product, as far as the settings tell. A wildcard address is reached by this machine's name. */
function originOf({ publicOrigin, host }: Env, port: number): string {
  if (publicOrigin !== null) return publicOrigin
  if (host === '0.0.0.0' || host === '::') return `http://localhost:${port}`
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

async function authSettings(settings: Env, origin: string, isOurs: boolean): Promise<Record<string, string>> {
  if (isOurs) {
    const { authSecret } = await keepSecrets(settings.dataDir)
    // The same check as for a setting: over plain http on a network, sessions would be there for the taking.
    const { authUrl } = parseEnv({ NEXTAUTH_URL: settings.authUrl ?? origin })
    return { NEXTAUTH_SECRET: settings.authSecret ?? authSecret, NEXTAUTH_URL: authUrl ?? origin }
  }
  if (!settings.hasConsole) return {}
  const authUrl = settings.authUrl ?? settings.publicOrigin
  if (settings.authSecret === null) throw new EnvError('NEXTAUTH_SECRET: must be set with DATABASE_URL')
  if (authUrl === null) throw new EnvError('NEXTAUTH_URL: must be set with DATABASE_URL, or AVIARY_PUBLIC_ORIGIN')
  return { NEXTAUTH_URL: authUrl }
}

let front: ChildProcess | null = null

/** Runs the front until it ends. Resolves to its exit status. */
function runFront(environment: Record<string, string>): Promise<number> {
  const own = spawn(process.execPath, ['--enable-source-maps', path.resolve('dist/server.mjs')], {
    env: { ...process.env, NODE_ENV: 'production', ...environment },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  front = own
  return new Promise((resolve) => own.on('exit', (code) => resolve(code ?? 1)))
}

const isReplacing = ({ workers }: Env) => front !== null && workers > 1 && !process.stdin.isTTY

/** Signals go to the front once it runs; before, they end the preparation. Rejects when that happens. */
function interruption(settings: Env): Promise<never> {
  return new Promise((_resolve, reject) => {
    const pass = () => (front === null ? reject(new Error('interrupted')) : front.kill('SIGTERM'))
    process.on('SIGINT', pass).on('SIGTERM', pass)
    // Of a terminal that goes away it ends everything; else it has the workers replaced.
    process.on('SIGHUP', () => (isReplacing(settings) ? front?.kill('SIGHUP') : pass()))
  })
}

async function start(settings: Env, port: number, postgres: EmbeddedPostgres | null): Promise<number> {
  const origin = originOf(settings, port)
  const url = postgres?.url ?? settings.databaseUrl
  const isOurs = postgres !== null
  const auth = await authSettings(settings, origin, isOurs)
  const demo = await prepareDatabase(url, settings)
  const version = await builtVersion()
  say(greeting(origin, demo))
  const ownUrl = isOurs ? await applicationUrl(url) : url
  return runFront({ DATABASE_URL: ownUrl, PORT: String(port), AVIARY_VERSION: version, ...auth })
}

async function main(): Promise<void> {
  const settings = env()
  const port = await claimPort(settings.port, settings.host)
  const interrupted = interruption(settings)
  const database =
    settings.databaseUrl === '' ? startEmbeddedPostgres({ dataDir: settings.dataDir }) : Promise.resolve(null)
  try {
    process.exitCode = await Promise.race([database.then((postgres) => start(settings, port, postgres)), interrupted])
  } finally {
    // Last of all: whoever else is stopping may still be writing.
    await database.then((postgres) => postgres?.stop()).catch(() => {})
  }
}

main().catch((error: unknown) => {
  console.error(`Aviary can't start: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
})
