import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter'

/** Prints at the end how often axe looked at a page, and what it found. */
export default class AxeCount implements Reporter {
  private readonly found: { readonly violations: number; readonly unreviewed: number }[] = []

  onTestEnd(_test: TestCase, { annotations }: TestResult): void {
    for (const { type, description = '{}' } of annotations) if (type === 'axe') this.found.push(JSON.parse(description))
  }

  onEnd(): void {
    const sum = (key: 'violations' | 'unreviewed') => this.found.reduce((total, each) => total + each[key], 0)
    const { length } = this.found
    if (length === 0) return
    const found = `${sum('violations')} violations, ${sum('unreviewed')} unreviewed incompletes`
    process.stdout.write(`axe: ${length} checks, ${found}\n`)
  }
}
