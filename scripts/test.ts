import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findBrowser } from './support/browser'
import { build, generateClient } from './support/build'
import { startProduct } from './support/product'
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

async function inBrowser(scratch: string): Promise<Tally> {
  const browser = findBrowser()
  const product = await startProduct(path.join(scratch, 'data'))
  const report = path.join(scratch, 'playwright.json')
  const { demo } = product.secrets
  const [admin, support] = demo?.signIns ?? []
  try {
    await runNode(
      [packageCommand('@playwright/test', 'cli.js'), 'test', '--reporter=list,json'],
      {
        CHROMIUM_PATH: browser,
        AVIARY_E2E_URL: product.url,
        AVIARY_E2E_KEY: demo?.key ?? '',
        AVIARY_E2E_EMAIL: admin?.email ?? '',
        AVIARY_E2E_PASSWORD: admin?.password ?? '',
        AVIARY_E2E_SUPPORT_EMAIL: support?.email ?? '',
        AVIARY_E2E_SUPPORT_PASSWORD: support?.password ?? '',
        PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      },
      'loud',
    ).catch(() => {})
  } finally {
    await product.stop()
  }
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
  ['browser', () => inBrowser(scratch)],
]
// By name, in their order: `npx tsx scripts/test.ts build browser`.
const wanted = process.argv.slice(2)
const tallies: Tally[] = []
for (const check of checks) if (wanted.length === 0 || wanted.includes(check[0])) tallies.push(await runCheck(check))
await rm(scratch, { recursive: true, force: true })
process.exitCode = tallies.some(({ failed }) => failed > 0) ? 1 : 0
console.log(`\n${summary(tallies)}`)
