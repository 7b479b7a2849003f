import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { build as bundle } from 'esbuild'
import { packageCommand, runNode } from './run'
import { sourceFingerprint } from './sources'

const MARK = path.join('dist', 'fingerprint')

async function bundleFor(entry: string, outfile: string): Promise<void> {
  await bundle({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
  })
}

/** Bundles the front, which runs beside its packages. */
export async function bundleFront(outfile: string): Promise<void> {
  await bundleFor('server.ts', outfile)
}

/** Bundles the thread that judges impacts: it starts from a file of its own, and Next's bundles hold none for it. */
export async function bundleThread(): Promise<void> {
  await bundleFor('lib/queries/impact/thread.ts', 'dist/impact-thread.mjs')
}

/** Makes the Prisma client, without which nothing of the console compiles. No engine and no database is asked. */
export async function generateClient(): Promise<void> {
  await runNode([packageCommand('prisma', 'build/index.js'), 'generate'], {
    PRISMA_SCHEMA_ENGINE_BINARY: path.resolve('prisma/schema-engine.mjs'),
  })
}

/** Builds the front and the console. */
export async function build(): Promise<void> {
  const fingerprint = await sourceFingerprint()
  await generateClient()
  await bundleFront('dist/server.mjs')
  await bundleThread()
  await runNode([packageCommand('next', 'dist/bin/next'), 'build'], {
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
  })
  await mkdir('dist', { recursive: true })
  await writeFile(MARK, fingerprint)
}

/** The fingerprint of what is built, or null where that is not what the sources say now. */
export async function currentBuild(): Promise<string | null> {
  const built = await readFile(MARK, 'utf8').catch(() => null)
  return built === (await sourceFingerprint()) ? built : null
}
