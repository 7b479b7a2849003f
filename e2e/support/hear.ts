import { expect, type Page } from '@playwright/test'

interface Said {
  readonly by: string | null
  readonly text: string
}

/** Notes all that the live regions of the page say, from its load on. Before it is opened. */
export const listen = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const heard: Said[] = []
    Object.assign(window, { heard })
    new MutationObserver((records) => {
      for (const { target } of records) {
        const region = target instanceof Element ? target.closest('[data-announcer]') : null
        if (region !== null) heard.push({ by: region.getAttribute('data-announcer'), text: region.textContent ?? '' })
      }
    }).observe(document, { childList: true, subtree: true })
  })

const allHeard = (page: Page) => page.evaluate(() => (window as unknown as { heard: Said[] }).heard)

/** What the live regions say from now on: what others change may be said over it. */
export async function hear(page: Page): Promise<() => Promise<readonly string[]>> {
  const before = (await allHeard(page)).length
  return async () => (await allHeard(page)).slice(before).map(({ text }) => text)
}

/** This region says it, or has since the page was loaded. */
export const expectSaid = (page: Page, text: string | RegExp, by: 'polite' | 'assertive' = 'polite'): Promise<void> =>
  expect
    .poll(() => allHeard(page))
    .toContainEqual({ by, text: typeof text === 'string' ? text : expect.stringMatching(text) })
