import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { CONSOLE_POOL, createPool } from '@/lib/db/pool'
import { env } from '@/lib/env'
import { runCommand } from './support/command'
import { databaseFaults } from './support/launch-database'
import { readSignOffs, SIGN_OFFS } from './support/sign-offs'
import { refuseUse } from './support/usage'

const USAGE = `Use: npm run launch-check [-- --url <address>] [--page <file>]
Fails while a sign-off of docs/launch-checklist.md is open. With DATABASE_URL it looks at that database too, with --url
at whether the nodes behind that address are ready.`
const READY_MS = 5000

interface Asked {
  readonly page: string
  readonly url: string | null
}

function given(): Asked | null {
  try {
    const page = { type: 'string', default: 'docs/launch-checklist.md' } as const
    const { values } = parseArgs({ options: { page, url: { type: 'string' } } })
    if (values.url !== undefined && !/^https?:$/.test(new URL(values.url).protocol)) return null
    return { page: values.page, url: values.url ?? null }
  } catch {
    return null
  }
}

async function signOffFaults(page: string): Promise<readonly string[]> {
  const { open, faults } = readSignOffs(await readFile(page, 'utf8'), new Date().toISOString().slice(0, 10))
  return [...open.map((one) => `Open: ${one}.`), ...faults.map((fault) => `Malformed: ${fault}.`)]
}

async function inDatabase(databaseUrl: string): Promise<readonly string[]> {
  const pool = createPool(databaseUrl, CONSOLE_POOL, () => {})
  try {
    return await databaseFaults(pool)
  } catch (error) {
    return [`The database can't be asked: ${error instanceof Error ? error.message : String(error)}.`]
  } finally {
    await pool.end()
  }
}

async function readyFaults(url: string): Promise<readonly string[]> {
  const asked = new URL('/api/health/ready', url)
  const answer = await fetch(asked, { signal: AbortSignal.timeout(READY_MS) }).catch(() => null)
  if (answer?.status === 200) return []
  return [`${asked} ${answer === null ? 'does not answer' : `answers ${answer.status}: ${await answer.text()}`}.`]
}

async function main({ page, url }: Asked): Promise<void> {
  const { databaseUrl } = env()
  const faults = [
    ...(await signOffFaults(page)),
    ...(databaseUrl === '' ? [] : await inDatabase(databaseUrl)),
    ...(url === null ? [] : await readyFaults(url)),
  ]
  for (const fault of faults) console.log(fault)
  if (databaseUrl === '') console.log('The database was not looked at: DATABASE_URL is not set.')
  if (url === null) console.log('No node was asked: --url was not given.')
  if (faults.length > 0) process.exitCode = 1
  else console.log(`All ${SIGN_OFFS.length} sign-offs are given, and nothing was found wrong.`)
}

const asked = given()
if (asked === null) refuseUse(USAGE)
else runCommand(() => main(asked))
