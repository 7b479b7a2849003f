import type { Page } from '@playwright/test'

/** Puts a stream of the test's own in the place of the browser's, before the page starts. */
export async function holdStream(page: Page): Promise<void> {
  await page.addInitScript(() => {
    class Stream extends EventTarget {
      static readonly CLOSED = 2
      readyState = 1
      onopen: (() => void) | null = null
      onerror: (() => void) | null = null
      constructor() {
        super()
        Object.assign(window, { stream: this })
        setTimeout(() => this.onopen?.())
      }
      close() {}
    }
    Object.assign(window, { EventSource: Stream })
  })
}

interface Held extends EventTarget {
  onopen: () => void
  onerror: () => void
}

/** Has the held stream tell of changes, one for each revision. */
export const sendOnStream = (
  page: Page,
  type: string,
  revisions: readonly number[],
  feature = 'adaptive_duplication',
) =>
  page.evaluate(
    ([type, revisions, feature]) => {
      const { stream } = window as unknown as { stream: Held }
      for (const revision of revisions)
        stream.dispatchEvent(new MessageEvent(type, { data: JSON.stringify({ revision, feature }) }))
    },
    [type, revisions, feature] as const,
  )

/** Has the held stream open, or fail. */
export const turnStream = (page: Page, how: 'onopen' | 'onerror') =>
  page.evaluate((how) => (window as unknown as { stream: Held }).stream[how](), how)
