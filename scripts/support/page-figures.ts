import type { Page } from 'playwright'

/** What a browser says of a page that it has opened. */
export interface PageFigures {
  readonly firstByteMs: number
  readonly firstPaintMs: number
  /** Cumulative layout shift so far. */
  readonly layoutShift: number
  /** JavaScript as it came over the wire. */
  readonly scriptBytes: number
}

interface Noted {
  layoutShift: number
  /** The longest interaction since it was last asked, from the key or the click to the paint that shows it. */
  interactionMs: number
}

type EventEntry = PerformanceEntry & { readonly interactionId?: number }
type ShiftEntry = PerformanceEntry & { readonly value: number; readonly hadRecentInput: boolean }

/** Has a page that is not yet open note its layout shifts and interactions. */
export const noteFigures = (page: Page) =>
  page.addInitScript(() => {
    const noted: Noted = { layoutShift: 0, interactionMs: 0 }
    Object.assign(window, { noted })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as ShiftEntry[]) if (!entry.hadRecentInput) noted.layoutShift += entry.value
    }).observe({ type: 'layout-shift', buffered: true })
    new PerformanceObserver((list) => {
      for (const { interactionId, duration } of list.getEntries() as EventEntry[])
        if (interactionId) noted.interactionMs = Math.max(noted.interactionMs, duration)
    }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit)
  })

/** The figures of a page that has noted them since it was opened. */
export const pageFigures = (page: Page): Promise<PageFigures> =>
  page.evaluate(() => {
    const { noted } = window as unknown as { noted: Noted }
    const [opened] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
    const [paint] = performance.getEntriesByName('first-contentful-paint')
    const resources = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
    const scripts = resources.filter(({ name }) => new URL(name).pathname.endsWith('.js'))
    return {
      firstByteMs: opened?.responseStart ?? Number.NaN,
      firstPaintMs: paint?.startTime ?? Number.NaN,
      layoutShift: noted.layoutShift,
      scriptBytes: scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
    }
  })

/** The longest interaction since this was last asked, in ms; 0: all were under 16 ms, which browsers don't note. */
export async function longestInteractionMs(page: Page): Promise<number> {
  // Entries come after the paint that they tell of.
  await page.waitForTimeout(300)
  return page.evaluate(() => {
    const { noted } = window as unknown as { noted: Noted }
    const longest = noted.interactionMs
    noted.interactionMs = 0
    return longest
  })
}
