import type { Locator, Page } from '@playwright/test'

/** Opens the board and waits until it is alive. */
export async function openBoard(page: Page): Promise<Locator> {
  await page.clock.install()
  await page.goto('/')
  // The answer to a question that only the living page asks.
  await page.getByText(/revision [\d,]+$/).waitFor()
  const features = page.getByRole('list', { name: 'Features' }).locator('> li')
  await features.first().waitFor()
  return features
}

/** Has an open board ask again at once, instead of in a few seconds. */
export async function hurry(page: Page): Promise<void> {
  await page.clock.fastForward(6000)
}
