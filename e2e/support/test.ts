import { test as base, expect } from '@playwright/test'
import { settings } from '../settings'
import { listen } from './hear'
import { type Watch, watch } from './watch'

/** A test that fails on a stray console line, a breach of the policy, or a request to another host. */
export const test = base.extend<{ watched: Watch }>({
  watched: [
    async ({ page }, use) => {
      await listen(page)
      const watched = await watch(page, settings.url)
      await use(watched)
      expect(watched.complaints()).toEqual([])
    },
    { auto: true },
  ],
})

/** As `test`, by somebody who is not signed in. */
export const signedOutTest = test.extend({ storageState: { cookies: [], origins: [] } })

export { expect }
