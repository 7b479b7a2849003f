import { cp, mkdir, mkdtemp, readdir, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** The project as it is, in another folder, with one more migration. @returns the folder, which whoever asks removes */
export async function folderOfNextBuild(migration: string, sql: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'aviary-next-'))
  for (const entry of await readdir('.', { withFileTypes: true })) {
    const target = path.join(folder, entry.name)
    // What migrates starts from where it really is, and would find the migrations of this build.
    if (entry.isFile() || ['prisma', 'scripts'].includes(entry.name)) await cp(entry.name, target, { recursive: true })
    else await symlink(path.resolve(entry.name), target)
  }
  const own = path.join(folder, 'prisma/migrations', migration)
  await mkdir(own)
  await writeFile(path.join(own, 'migration.sql'), sql)
  return folder
}
