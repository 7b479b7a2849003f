import { readFile, writeFile } from 'node:fs/promises'
import { runCommand } from './support/command'

// A registry that mirrors some platforms only makes npm leave the other platforms' optional packages out of the lock
// file, and `npm ci` then refuses that file everywhere. Run this after a change of dependencies: it adds what is missing.

interface Locked {
  version?: string
  os?: string[]
  cpu?: string[]
  libc?: string[]
  dev?: boolean
  optional?: boolean
  optionalDependencies?: Record<string, string>
}

const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
  'windows',
]
const CPUS = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64', 'wasm32']

/** What a platform package's name says of its platform. */
function platformOf(name: string): Pick<Locked, 'os' | 'cpu' | 'libc'> {
  const words = name.split(/[/-]/)
  const os = SYSTEMS.find((system) => words.includes(system))?.replace('windows', 'win32')
  const cpu = CPUS.find((kind) => words.includes(kind))
  const libc = words.some((word) => word.startsWith('musl'))
    ? 'musl'
    : words.some((word) => word.startsWith('gnu'))
      ? 'glibc'
      : null
  if (os === undefined && cpu === undefined) throw new Error(`${name}: its name says no platform`)
  return { ...(cpu && { cpu: [cpu] }), ...(os && { os: [os] }), ...(os === 'linux' && libc && { libc: [libc] }) }
}

function missing(packages: Record<string, Locked>): [string, Locked][] {
  return Object.values(packages).flatMap(({ optionalDependencies = {}, dev }) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !(`node_modules/${name}` in packages))
      .map(([name, range]): [string, Locked] => {
        const version = range.replace(/^[\^~=]/, '')
        return [`node_modules/${name}`, { version, ...platformOf(name), ...(dev && { dev }), optional: true }]
      }),
  )
}

runCommand(async () => {
  const lock = JSON.parse(await readFile('package-lock.json', 'utf8'))
  const added = missing(lock.packages)
  const [root, ...rest] = [...Object.entries(lock.packages), ...added]
  lock.packages = Object.fromEntries(
    [root, ...rest.sort(([a], [b]) => (a < b ? -1 : 1))].filter((entry) => entry !== undefined),
  )
  await writeFile('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`)
  console.log(`${added.length} packages of other platforms added to package-lock.json.`)
})
