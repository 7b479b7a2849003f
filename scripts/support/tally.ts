import { readFile } from 'node:fs/promises'

export interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** Counts of a Vitest JSON report. */
export async function vitestTally(file: string): Promise<Tally> {
  const report = JSON.parse(await readFile(file, 'utf8'))
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/** Counts of a Playwright JSON report; a test that passed only when tried again has failed. */
export async function playwrightTally(file: string): Promise<Tally> {
  const { stats } = JSON.parse(await readFile(file, 'utf8'))
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped }
}
