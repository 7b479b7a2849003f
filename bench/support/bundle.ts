import path from 'node:path'
import { build } from 'esbuild'

const OUT = 'bench/results/programs'

/**
 * Bundles a program as the product's front is bundled, so that what is measured is what ships: tsx would wrap functions
 * to keep their names. Packages of the bench stay outside; those that both have come from the product.
 */
export async function bundleProgram(entry: string): Promise<string> {
  const outfile = path.join(OUT, `${path.basename(entry, '.ts')}.mjs`)
  await build({
    entryPoints: [path.join('bench', entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    alias: { 'lru-cache': path.resolve('node_modules/lru-cache') },
    banner: { js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);` },
    logLevel: 'warning',
  })
  return path.resolve(outfile)
}
