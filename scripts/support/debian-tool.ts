import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'

const CACHE = path.resolve('node_modules/.cache/aviary-tools')

/** A program that Debian has, and the package that it is in. */
export interface DebianTool {
  readonly package: string
  /** Where it is once installed. */
  readonly file: string
  /** Names the variable that may say where it is instead. */
  readonly variable: string
}

function run(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { cwd: CACHE, stdio: 'ignore', timeout: 120_000 }).status === 0
}

// The package is unpacked, not installed: no service starts, and nobody has to be root.
function unpack(name: string): void {
  mkdirSync(CACHE, { recursive: true })
  if (!run('apt-get', ['download', name])) {
    run('apt-get', ['update'])
    if (!run('apt-get', ['download', name])) return
  }
  const file = readdirSync(CACHE).find((entry) => entry.startsWith(`${name}_`) && entry.endsWith('.deb'))
  if (file !== undefined) run('dpkg-deb', ['-x', file, name])
}

/** The program: one that is there, else Debian's, unpacked beside the packages; null where none can be had. */
export function findTool(tool: DebianTool): string | null {
  const places = [process.env[tool.variable], path.join(CACHE, tool.package, tool.file), tool.file]
  const found = () => places.find((place) => place && existsSync(place)) ?? null
  if (found() === null) unpack(tool.package)
  return found()
}
