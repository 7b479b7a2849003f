import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readlinkSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { test } from 'vitest'
import { identify } from '@/lib/embedded-postgres/process-identity'

export const isRoot = process.getuid?.() === 0

/** An unprivileged user that every machine has; read by root only. */
export const nobody = isRoot ? { uid: idOf('-u'), gid: idOf('-g') } : {}

/** A test that needs something of the machine. Without it, the report names the test as skipped, and why. */
export function testWhere(isThere: boolean, otherwise: string) {
  return isThere
    ? test
    : (title: string, _run: () => Promise<void>) => {
        process.stderr.write(`skipped: ${title} (${otherwise})\n`)
        test.skip(`${title} (${otherwise})`)
      }
}

export const testAsRoot = testWhere(isRoot, 'these tests do not run as root')

/** The living processes of a cluster: PostgreSQL's working directory is its data. Elsewhere than on Linux, none is seen. */
export function processesOf(clusterDir: string): number[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && identify(pid) !== null && workingDirectory(pid) === clusterDir)
}

/** Whether this user may mount a file system: tried. */
export function canMount(): boolean {
  const directory = mkdtempSync(join(tmpdir(), 'aviary-mount-'))
  try {
    mountSmallDisk(directory, 1)
    unmount(directory)
    return true
  } catch {
    return false
  } finally {
    rmdirSync(directory)
  }
}

export function mountSmallDisk(directory: string, megabytes: number): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'aviary-test', directory], {
    stdio: 'pipe',
  })
}

export function unmount(directory: string): void {
  execFileSync('umount', ['--lazy', directory], { stdio: 'pipe' })
}

/** The rows of one query on a connection of its own. */
export async function query<Row>(connectionString: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString, ssl: false })
  await client.connect()
  try {
    return (await client.query(sql)).rows as Row[]
  } finally {
    await client.end()
  }
}

function workingDirectory(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return null
  }
}

function idOf(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
}
