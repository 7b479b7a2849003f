import type { Page } from '@playwright/test'

/** Notes from now on all that the live regions say: what others change may be said over it. */
export async function hear(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    for (const region of document.querySelectorAll('[data-announcer]'))
      new MutationObserver(() => heard.push(region.textContent ?? '')).observe(region, { childList: true })
  })
  return () => page.evaluate(() => (window as unknown as { heard: string[] }).heard)
}
