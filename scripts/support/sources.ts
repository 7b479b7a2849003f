import { hash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

const SOURCES = [
  'app',
  'components',
  'lib',
  'public',
  'prisma/schema.prisma',
  'server.ts',
  'proxy.ts',
  'next.config.js',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
]
const LEFT_OUT = /\.test\.tsx?$|lib[\\/]db[\\/]generated/

async function filesUnder(place: string): Promise<string[]> {
  try {
    const entries = await readdir(place, { recursive: true, withFileTypes: true })
    return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOTDIR' ? [place] : []
  }
}

/** A fingerprint of all that a build is made from: the same sources, the same text. */
export async function sourceFingerprint(): Promise<string> {
  const files = (await Promise.all(SOURCES.map(filesUnder)))
    .flat()
    .filter((file) => !LEFT_OUT.test(file))
    .sort()
  const parts = await Promise.all(files.map(async (file) => `${file} ${hash('sha256', await readFile(file))}`))
  return hash('sha256', parts.join('\n')).slice(0, 16)
}
