import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { arch, cpus, loadavg, platform, release, totalmem } from 'node:os'
import path from 'node:path'
import { canPin } from './cores'

const BENCH_PACKAGES = [
  'unleash-client',
  '@growthbook/growthbook',
  '@openfeature/flagd-core',
  'posthog-node',
  'autocannon',
]
const PRODUCT_PACKAGES = ['next', 'pg', 'zod', 'lru-cache', 'dataloader']

/** What the figures are true of. */
export interface Machine {
  readonly date: string
  readonly commit: string
  readonly cpu: string
  readonly cores: number
  readonly memoryGb: number
  readonly system: string
  readonly node: string
  readonly isPinned: boolean
  readonly versions: Readonly<Record<string, string>>
}

function git(...args: string[]): string {
  try {
    return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return ''
  }
}

function commit(): string {
  const head = git('rev-parse', '--short=12', 'HEAD') || 'unknown'
  const isChanged = git('status', '--porcelain', '--', '.', ':!bench') !== ''
  return isChanged ? `${head}, with changes that are not committed` : head
}

function versionsIn(folder: string, names: readonly string[]): [string, string][] {
  return names.map((name) => [
    name,
    JSON.parse(readFileSync(path.join(folder, 'node_modules', name, 'package.json'), 'utf8')).version,
  ])
}

export function describeMachine(): Machine {
  return {
    date: new Date().toISOString(),
    commit: commit(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()} ${arch()}`,
    node: process.version,
    isPinned: canPin(),
    versions: Object.fromEntries([...versionsIn('bench', BENCH_PACKAGES), ...versionsIn('.', PRODUCT_PACKAGES)]),
  }
}

/** How many processes wanted a core, over the last minute. More than the cores: the figures waver. */
export function load(): number {
  return Number((loadavg()[0] ?? 0).toFixed(2))
}
