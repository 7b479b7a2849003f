import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { environment } from '@/lib/env'
import { differenceFromShown, type Runner, runnerOf, shownStatus } from './document-blocks'
import { unknownCommands } from './known-commands'
import type { Fence } from './markdown'

export interface Shell {
  /** Runs a block. Resolves to what is wrong: it failed, or does not print what is shown; null: nothing. */
  faultOf(fence: Fence): Promise<string | null>
  /** What a program prints where the product is to be found at another address. */
  printedAt(url: string, fence: Fence): Promise<string>
  close(): Promise<void>
}

interface Place {
  readonly url: string
  readonly key: string
  readonly dataDir: string
}

interface Ran {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

const BLOCK_MS = 60_000
/** Where the documents say that the product is, when they don't say `$AVIARY_URL`. */
const WRITTEN_URL = /http:\/\/(127\.0\.0\.1|localhost):3000/g
/** What curl ends with when it is answered 400 and more, by `--fail-with-body`. */
const REFUSED = 22

// What a block sets stays for those after it on its page; a refusal is a failure, though a page may not say so to curl.
const PRELUDE = `
curl() { command curl --fail-with-body --max-time 20 "$@"; }
set -a
if [ -e "$DOCUMENT_STATE" ]; then . "$DOCUMENT_STATE"; fi
trap 'export -p >"$DOCUMENT_STATE"' EXIT
set -e -o pipefail
`

type Settings = Readonly<Record<string, string>>

function start(command: string, args: readonly string[], env: Settings): Promise<Ran> {
  const child = spawn(command, args, {
    env: { ...(environment() as NodeJS.ProcessEnv), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: BLOCK_MS,
  })
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => (said.stdout += chunk))
  child.stderr.on('data', (chunk) => (said.stderr += chunk))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status) => resolve({ status, ...said }))
  })
}

async function runSql(ownerUrl: string, sql: string): Promise<Ran> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(sql)
    return { status: 0, stdout: '', stderr: '' }
  } catch (error) {
    return { status: 1, stdout: '', stderr: String(error) }
  } finally {
    await client.end()
  }
}

function faultIn(fence: Fence, { status, stdout, stderr }: Ran): string | null {
  const refusal = shownStatus(fence)
  const expected = refusal !== null && refusal >= 400 && runnerOf(fence) === 'shell' ? REFUSED : 0
  if (status !== expected) return `it ends with ${status}, not ${expected}\n${stdout}\n${stderr}`
  return differenceFromShown(fence, stdout)
}

/** Runs the blocks of documents against a running product, in the project's folder. */
export async function makeShell({ url, key, dataDir }: Place): Promise<Shell> {
  const { url: ownerUrl } = JSON.parse(await readFile(path.join(dataDir, 'postgres.json'), 'utf8'))
  const folder = await mkdtemp(path.join(tmpdir(), 'aviary-document-shell-'))
  // Programs find the project's packages from where they lie.
  const programs = await mkdtemp(path.resolve('dist', 'documents-'))
  const env = {
    OWNER_URL: ownerUrl,
    AVIARY_URL: url,
    AVIARY_KEY: key,
    AVIARY_DATA_DIR: dataDir,
    DATABASE_URL: '',
    NODE_OPTIONS: '',
  }
  const stateOf = (file: string) => path.join(folder, file.replaceAll(path.sep, '-'))
  type Run = (text: string, env: Settings, page: string) => Promise<Ran>
  const runners: Readonly<Record<Runner, Run>> = {
    shell: (text, env, page) => start('bash', ['-c', PRELUDE + text], { ...env, DOCUMENT_STATE: stateOf(page) }),
    sql: (text) => runSql(ownerUrl, text),
    python: (text, env) => start('python3', ['-c', text], env),
    typescript: async (text, env) => {
      const file = path.join(programs, 'program.mts')
      await writeFile(file, text)
      return start(process.execPath, ['--import', 'tsx', file], env)
    },
  }
  return {
    faultOf: async (fence) => {
      const runner = runnerOf(fence)
      if (runner === null || runner === 'none') return 'nothing can run it'
      const unknown = runner === 'shell' ? unknownCommands(fence) : []
      if (unknown.length > 0) return `it is not run, for it calls ${unknown.join(', ')}`
      return faultIn(fence, await runners[runner](fence.text.replace(WRITTEN_URL, url), env, fence.file))
    },
    printedAt: async (otherUrl, fence) => {
      const runner = runnerOf(fence)
      if (runner !== 'python' && runner !== 'typescript') throw new Error('not a program')
      return (await runners[runner](fence.text, { ...env, AVIARY_URL: otherUrl }, fence.file)).stdout
    },
    close: async () => {
      await rm(folder, { recursive: true, force: true })
      await rm(programs, { recursive: true, force: true })
    },
  }
}
