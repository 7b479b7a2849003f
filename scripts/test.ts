import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build, generateClient } from './support/build'
import { inBrowser } from './support/in-browser'
import { packageCommand, runNode } from './support/run'
import { playwrightTally, type Tally, vitestTally } from './support/tally'

type Check = readonly [name: string, run: () => Promise<Tally>]

const ONE: Tally = { passed: 1, failed: 0, skipped: 0 }
const FAILED: Tally = { passed: 0, failed: 1, skipped: 0 }

/** A program whose success is one check. */
function passes(...args: readonly string[]): () => Promise<Tally> {
  return async () => {
    await runNode(args)
    return ONE
  }
}

async function inVitest(scratch: string, config: string): Promise<Tally> {
  const report = path.join(scratch, `${config.replaceAll('/', '-')}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const args = [packageCommand('vitest', 'vitest.mjs'), 'run', '--config', config, ...reporters]
  await runNode(args, {}, 'loud').catch(() => {})
  return vitestTally(report)
}

async function inPlaywright(scratch: string): Promise<Tally> {
  const report = path.join(scratch, 'playwright.json')
  await inBrowser(path.join(scratch, 'data'), report)
  return playwrightTally(report)
}

async function runCheck([name, run]: Check): Promise<Tally> {
  const startedAtMs = performance.now()
  console.log(`\n── ${name}`)
  const tally = await run().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    return FAILED
  })
  console.log(
    `── ${name}: ${tally.failed === 0 ? 'ok' : 'FAILED'}, ${((performance.now() - startedAtMs) / 1000).toFixed(0)} s`,
  )
  return tally
}

function summary(tallies: readonly Tally[]): string {
  const sum = (key: keyof Tally) => tallies.reduce((total, tally) => total + tally[key], 0)
  const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : ''
  return `tests: ${sum('passed')} passed, ${sum('failed')} failed${skipped}`
}

const scratch = await mkdtemp(path.join(tmpdir(), 'aviary-check-'))
const checks: readonly Check[] = [
  ['Prisma client', async () => generateClient().then(() => ONE)],
  ['format and lint', passes(packageCommand('@biomejs/biome', 'bin/biome'), 'check', '--error-on-warnings')],
  ['types', passes(packageCommand('typescript', 'bin/tsc'))],
  ['boundaries', passes(packageCommand('dependency-cruiser', 'bin/dependency-cruise.mjs'), '.')],
  ['unused code', passes(packageCommand('knip', 'bin/knip.js'))],
  ['unit and integration', () => inVitest(scratch, 'vitest.config.ts')],
  ['build', async () => build().then(() => ONE)],
  ['the product', () => inVitest(scratch, 'tests/product/vitest.config.ts')],
  ['browser', () => inPlaywright(scratch)],
]
// By name, in their order: `npx tsx scripts/test.ts build browser`.
const wanted = process.argv.slice(2)
const tallies: Tally[] = []
for (const check of checks) if (wanted.length === 0 || wanted.includes(check[0])) tallies.push(await runCheck(check))
await rm(scratch, { recursive: true, force: true })
process.exitCode = tallies.some(({ failed }) => failed > 0) ? 1 : 0
console.log(`\n${summary(tallies)}`)
