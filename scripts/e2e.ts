import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { runCommand } from './support/command'
import { inBrowser } from './support/in-browser'
import { playwrightTally } from './support/tally'

// `npm run e2e -- board --grep promote`: some browser tests, on what was built last.
runCommand(async () => {
  const scratch = await mkdtemp(path.join(tmpdir(), 'aviary-e2e-'))
  const report = path.join(scratch, 'playwright.json')
  try {
    await inBrowser(path.join(scratch, 'data'), report, process.argv.slice(2))
    const { passed, failed, skipped } = await playwrightTally(report)
    console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
    if (failed > 0) process.exitCode = 1
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
})
