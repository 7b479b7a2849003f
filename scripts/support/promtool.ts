import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'

const DEBIAN = '/usr/bin/promtool'
const CACHE = path.resolve('node_modules/.cache/aviary-tools')
const UNPACKED = path.join(CACHE, 'prometheus/usr/bin/promtool')

function run(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { cwd: CACHE, stdio: 'ignore', timeout: 120_000 }).status === 0
}

// The package is unpacked, not installed: no service starts, and nobody has to be root.
function unpack(): void {
  mkdirSync(CACHE, { recursive: true })
  if (!run('apt-get', ['download', 'prometheus'])) {
    run('apt-get', ['update'])
    if (!run('apt-get', ['download', 'prometheus'])) return
  }
  const file = readdirSync(CACHE).find((name) => name.startsWith('prometheus_') && name.endsWith('.deb'))
  if (file !== undefined) run('dpkg-deb', ['-x', file, 'prometheus'])
}

const found = () => [process.env.PROMTOOL_PATH, UNPACKED, DEBIAN].find((place) => place && existsSync(place)) ?? null

/** Prometheus's own checker of rules: one that is there, else Debian's; null where none can be had. */
export function findPromtool(): string | null {
  if (found() === null) unpack()
  return found()
}
