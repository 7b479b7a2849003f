import type { CDPSession, Page } from '@playwright/test'
import { pixelChange } from './support/pixels'
import { reach, stateOf } from './support/states'
import { expect, signedOutTest, test } from './support/test'
import type { Watch } from './support/watch'

const LOOKS = [
  { colorScheme: 'light', forcedColors: 'none' },
  { colorScheme: 'dark', forcedColors: 'none' },
  { colorScheme: 'dark', forcedColors: 'active' },
] as const

const ROUND = 6

// Corners are round, and an edge may fall between two pixels.
const LEAST = 0.8

interface Looking {
  readonly page: Page
  /** Where pictures are compared. */
  readonly bench: Page
  readonly session: CDPSession
}

interface Control {
  readonly at: number
  readonly what: string
}

/** What can have the focus in the page, or in the dialog over it: of controls that are styled alike, the first. */
const controls = (
  page: Page,
  known: readonly string[],
): Promise<{ found: readonly Control[]; ends: readonly number[] }> =>
  page.evaluate((known) => {
    const within = [...document.querySelectorAll('[role=dialog], [role=alertdialog], [role=menu]')].at(-1) ?? document
    const all = [
      ...within.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [tabindex]'),
    ]
    const seen = new Set(known)
    const found: Control[] = []
    const reached: number[] = []
    for (const [at, element] of all.entries()) {
      element.dataset.control = String(at)
      const { width, height } = element.getBoundingClientRect()
      const isReached = element.tabIndex >= 0 || element.matches('[role^=menuitem]')
      const isOff = element.matches(':disabled, [aria-disabled=true], [data-disabled]') || element.closest('[inert]')
      if (!isReached || isOff || width < 8 || height < 8 || !element.checkVisibility()) continue
      reached.push(at)
      const { outlineOffset, borderRadius, borderTopWidth, borderTopColor, backgroundColor } = getComputedStyle(element)
      // How near something is that cuts off what stands out.
      let edge = Number.POSITIVE_INFINITY
      for (let around = element.parentElement; around !== null; around = around.parentElement) {
        if (getComputedStyle(around).overflow === 'visible') continue
        const [own, outer] = [element.getBoundingClientRect(), around.getBoundingClientRect()]
        edge = Math.min(
          edge,
          own.left - outer.left,
          own.top - outer.top,
          outer.right - own.right,
          outer.bottom - own.bottom,
        )
      }
      const look = [outlineOffset, borderRadius, borderTopWidth, borderTopColor, backgroundColor].join(' ')
      const what = `${element.tagName} ${look}${edge < 4 ? ', near an edge' : ''}`
      if (seen.has(what)) continue
      seen.add(what)
      found.push({ at, what })
    }
    return { found, ends: [reached[0] ?? 0, reached.at(-1) ?? 0] }
  }, known)

/**
 * Gives an element the focus, as a picture of it is to be taken.
 * @returns its box in the document, and how many pixels a perimeter of 2 px has there
 */
const focus = (page: Page, at: number, preventScroll: boolean) =>
  page.locator(`[data-control="${at}"]`).evaluate(async (element: HTMLElement, preventScroll) => {
    element.focus({ preventScroll })
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    // What comes with the focus and is no indicator of it.
    for (const tip of document.querySelectorAll<HTMLElement>('[data-radix-popper-content-wrapper]:has([role=tooltip])'))
      tip.style.visibility = 'hidden'
    const { left, top, right, bottom } = element.getBoundingClientRect()
    // Of a table that is taller than the window, what is in the window.
    const [x, y] = [Math.max(0, left), Math.max(0, top)]
    const [width, height] = [Math.min(innerWidth, right) - x, Math.min(innerHeight, bottom) - y]
    // An outline stands 2 px off, and is 2 px wide.
    const upright = Number(left >= 4) + Number(right <= innerWidth - 4)
    const level = Number(top >= 4) + Number(bottom <= innerHeight - 4)
    const wanted = 2 * (upright * height + level * width) - 16
    return { x: x + scrollX, y: y + scrollY, width, height, wanted }
  }, preventScroll)

/** The pixels that the focus changes by 3:1 and more, and how many a perimeter of 2 px has. */
async function indicator({ page, session, bench }: Looking, at: number, elsewhere: number) {
  const box = await focus(page, at, false)
  const [x, y] = [Math.max(0, Math.floor(box.x) - ROUND), Math.max(0, Math.floor(box.y) - ROUND)]
  const clip = { x, y, width: Math.ceil(box.width) + 2 * ROUND, height: Math.ceil(box.height) + 2 * ROUND, scale: 1 }
  // Playwright's own pictures wait for more than is needed, a thousand times.
  const picture = async () => {
    const { data } = await session.send('Page.captureScreenshot', { clip, optimizeForSpeed: true })
    return Buffer.from(data, 'base64')
  }
  const focused = await picture()
  await focus(page, elsewhere, true)
  const { changed } = await pixelChange(bench, await picture(), focused)
  return { changed, wanted: box.wanted }
}

async function expectIndicators(page: Page, watched: Watch, names: readonly string[]): Promise<void> {
  // A thousand pictures take a minute and more.
  test.slow()
  const bench = await page.context().newPage()
  const session = await page.context().newCDPSession(page)
  const looking = { page, bench, session }
  const known: string[] = []
  for (const name of names) {
    await page.emulateMedia(LOOKS[0])
    await reach(page, watched, stateOf(name))
    // From here on the focus is shown as to somebody who uses the keyboard.
    await page.keyboard.press('Shift')
    const { found, ends } = await controls(page, known)
    known.push(...found.map(({ what }) => what))
    const [first = 0, last = 0] = ends
    for (const look of found.length === 0 ? [] : LOOKS) {
      await page.emulateMedia({ ...look, reducedMotion: 'reduce' })
      for (const { at, what } of found) {
        const { changed, wanted } = await indicator(looking, at, at === last ? first : last)
        expect.soft(changed, `${name}, ${JSON.stringify(look)}: ${what}`).toBeGreaterThan(LEAST * wanted)
      }
    }
  }
  await bench.close()
}

// Every kind of control is in one of these.
const GROUPS: readonly (readonly string[])[] = [
  ['board', 'menu of stages', 'promotion dialog', 'feature', 'menu of the person', 'palette, found'],
  ['publisher', 'section', 'accounts', 'account', 'many accounts', 'explain, denied', 'explain, suggestions'],
  ['audit, entry open', 'reports', 'people', 'keys, new one at fault', 'policy', 'health', 'reference'],
]

for (const names of GROUPS)
  test(`the focus is seen on each kind of control: ${names.join('; ')}`, ({ page, watched }) =>
    expectIndicators(page, watched, names))

signedOutTest('the focus is seen on each kind of control: signed out', ({ page, watched }) =>
  expectIndicators(page, watched, ['sign-in', 'set password']),
)
