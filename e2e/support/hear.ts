import { expect, type Page } from '@playwright/test'

type Hearing = { heard: string[] }

/** Notes all that the live regions of the page say, from its load on. Before it is opened. */
export const listen = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    new MutationObserver((records) => {
      for (const { target } of records) {
        const region = target instanceof Element ? target.closest('[data-announcer]') : null
        if (region !== null) heard.push(region.textContent ?? '')
      }
    }).observe(document, { childList: true, subtree: true })
  })

const allHeard = (page: Page) => page.evaluate(() => (window as unknown as Hearing).heard)

/** What the live regions say from now on: what others change may be said over it. */
export async function hear(page: Page): Promise<() => Promise<readonly string[]>> {
  const before = (await allHeard(page)).length
  return async () => (await allHeard(page)).slice(before)
}

/** It is said, or was since the page was loaded. */
export const expectSaid = (page: Page, text: string | RegExp): Promise<void> =>
  expect.poll(() => allHeard(page)).toContainEqual(typeof text === 'string' ? text : expect.stringMatching(text))
