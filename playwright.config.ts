import { defineConfig } from '@playwright/test'
import { settings } from './e2e/settings'

const isRoot = process.getuid?.() === 0
// Nothing of the browser's own may speak to the network, or a test for stray requests means nothing.
const args = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
  ...(isRoot ? ['--no-sandbox'] : []),
]
const { chromiumPath } = settings

export default defineConfig({
  testDir: 'e2e',
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  // A busy machine is slow, and that is no fault of the page: figures are the bench’s business.
  timeout: 90_000,
  expect: { timeout: 10_000 },
  // The orders of Tab that were reviewed (tab-order.spec.ts).
  snapshotPathTemplate: 'e2e/tab-orders/{arg}{ext}',
  reporter: 'list',
  use: {
    baseURL: settings.url,
    locale: 'en-US',
    // Without the film: two cores have better to do than to draw it.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false, sources: false },
    launchOptions: { args, ...(chromiumPath !== undefined && { executablePath: chromiumPath }) },
  },
  projects: [
    { name: 'sign in once', testMatch: 'sign-in-once.setup.ts' },
    {
      name: 'console',
      testMatch: '*.spec.ts',
      dependencies: ['sign in once'],
      use: { storageState: settings.signedInPath },
    },
  ],
})
