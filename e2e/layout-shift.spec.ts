import type { Page } from '@playwright/test'
import { report } from './support/report'
import { expect, test } from './support/test'

const MOST = 0.02

const NETWORKS = {
  warm: null,
  slow: { offline: false, latency: 400, downloadThroughput: 150_000, uploadThroughput: 100_000 },
} as const

/** Adds up the shifts of a page's layout that nobody asked for, from before it opens. */
async function noteShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    Object.assign(window, { shifted: 0 })
    new PerformanceObserver((list) => {
      type Shift = PerformanceEntry & { readonly value: number; readonly hadRecentInput: boolean }
      const noted = window as unknown as { shifted: number }
      for (const entry of list.getEntries() as Shift[]) if (!entry.hadRecentInput) noted.shifted += entry.value
    }).observe({ type: 'layout-shift', buffered: true })
  })
  return () => page.evaluate(() => (window as unknown as { shifted: number }).shifted)
}

async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', NETWORKS.slow)
}

/** Waits until all that the page asks for has come. */
async function settle(page: Page): Promise<void> {
  await page.getByText('Live', { exact: true }).waitFor({ timeout: 60_000 })
  await page.waitForTimeout(1500)
}

for (const network of ['warm', 'slow'] as const) {
  for (const width of [1280, 320]) {
    test(`the board and a feature’s page keep their layout while they open, network ${network}, ${width} px`, async ({
      page,
    }) => {
      await page.setViewportSize({ width, height: 800 })
      if (network === 'slow') await slowDown(page)
      const shifted = await noteShifts(page)
      await page.goto('/')
      await settle(page)
      const ofBoard = await shifted()
      await page.getByRole('link', { name: 'adaptive_duplication' }).click()
      await page.getByRole('heading', { level: 1, name: 'adaptive_duplication' }).waitFor()
      await settle(page)
      const onTheWay = (await shifted()) - ofBoard
      await page.goto('/features/adaptive_duplication')
      await settle(page)
      const ofFeature = await shifted()
      const figures = [ofBoard, onTheWay, ofFeature].map((shift) => shift.toFixed(3)).join(', ')
      report(`layout shift, network ${network}, ${width} px: board, on to a feature, feature: ${figures}`)
      expect(Math.max(ofBoard, onTheWay, ofFeature)).toBeLessThanOrEqual(MOST)
    })
  }
}
