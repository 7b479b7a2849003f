import { randomUUID } from 'node:crypto'
import { chmod, cp, lstat, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { faults } from './faults'
import { makeSharedDirectory } from './home'
import type { PlatformPackage } from './platform-package'
import { type RunAs, run } from './run'

/**
 * The folder with binaries that `runAs` can run: the package's own, or a copy in `copyDir`, made once, for a package
 * that the user can't reach or whose missing library links can't be written in place.
 * @throws EmbeddedPostgresError `binaries_unusable`
 */
export async function usableBinaries(found: PlatformPackage, runAs: RunAs, copyDir: string): Promise<string> {
  await addLibraryLinks(found.native).catch(() => undefined)
  if ((await complaint(found.native, runAs)) === null) return found.native
  const copy = join(copyDir, found.version)
  if ((await complaint(copy, runAs)) !== null) await copyBinaries(found.native, copy)
  const reason = await complaint(copy, runAs)
  if (reason !== null) throw faults.binariesUnusable(copy, reason)
  return copy
}

/** What the binaries say when run by that user; null if they run. */
async function complaint(native: string, runAs: RunAs): Promise<string | null> {
  for (const name of ['postgres', 'initdb']) {
    const { ok, output } = await run(join(native, 'bin', name), ['--version'], runAs)
    if (!ok) return output
  }
  return null
}

/** The copy appears whole or not at all; whoever comes second keeps the first one's. */
async function copyBinaries(native: string, target: string): Promise<void> {
  const draft = join(dirname(target), `.${basename(target)}-${randomUUID()}`)
  await makeSharedDirectory(dirname(target))
  try {
    await cp(native, draft, { recursive: true, verbatimSymlinks: true })
    await openToAll(draft)
    await addLibraryLinks(draft)
    await rename(draft, target).catch(() => undefined)
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

/** chmod -R a+rX: the clone may have been made under a strict umask. */
async function openToAll(path: string): Promise<void> {
  const info = await lstat(path)
  if (info.isSymbolicLink()) return
  await chmod(path, info.mode | (info.mode & 0o100 ? 0o555 : 0o444))
  if (!info.isDirectory()) return
  for (const name of await readdir(path)) await openToAll(join(path, name))
}

/** npm packages hold no symbolic links; the package's postinstall script makes them, unless npm was told to run none. */
async function addLibraryLinks(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const path = join(native, relative('native', target))
    if (await stat(path).catch(() => null)) continue
    await symlink(basename(source), path).catch(() => undefined)
  }
}
