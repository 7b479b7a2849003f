import path from 'node:path'
import { findBrowser } from './browser'
import { startProduct } from './product'
import { packageCommand, runNode } from './run'

/**
 * Runs Playwright on the built product, started on a data directory of its own.
 * @param report where the JSON report goes
 * @param args for `playwright test`: files, `--grep …`
 * @throws when the product does not start; not when a test fails: the report says that
 */
export async function inBrowser(dataDir: string, report: string, args: readonly string[] = []): Promise<void> {
  const browser = findBrowser()
  const product = await startProduct(dataDir)
  const { demo } = product.secrets
  const [admin, support] = demo?.signIns ?? []
  try {
    await runNode(
      [
        packageCommand('@playwright/test', 'cli.js'),
        'test',
        `--reporter=list,json,${path.resolve('e2e/support/axe-count.ts')}`,
        ...args,
      ],
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
}
