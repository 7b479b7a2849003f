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

/** Has an open page ask again, as after a change made elsewhere: what was held back comes in. */
export async function hurry(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Pause live updates' }).click()
  await page.getByRole('button', { name: 'Resume live updates' }).click()
  await page.clock.runFor(1000)
}
