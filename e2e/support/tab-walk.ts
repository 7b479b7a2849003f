import type { Page } from '@playwright/test'
import { expect } from './test'

type Key = 'Tab' | 'Shift+Tab'
const MOST = 150

/** Where the focus is: nowhere, back where the walk began, in view, or under something. */
type Place = 'nowhere' | 'first' | 'seen' | 'covered'

const placeOf = (page: Page, nth: number): Promise<Place> =>
  page.evaluate((nth) => {
    const { activeElement: focused } = document
    if (focused === null || focused === document.body) return 'nowhere'
    const walk = window as unknown as { first?: Element }
    document.querySelector('[data-walked]')?.removeAttribute('data-walked')
    focused.setAttribute('data-walked', '')
    if (nth === 0) walk.first = focused
    else if (walk.first === focused) return 'first'
    // In a grid over it, some point must be its own: WCAG 2.4.11.
    const { left, top, width, height } = focused.getBoundingClientRect()
    const parts = [0.05, 0.25, 0.5, 0.75, 0.95]
    const isSeen = parts.some((down) =>
      parts.some((across) => {
        const there = document.elementFromPoint(left + across * width, top + down * height)
        return there !== null && (focused.contains(there) || there.contains(focused))
      }),
    )
    return isSeen ? 'seen' : 'covered'
  }, nth)

/** "button “Promote to 5%…”", as assistive technology has it; what differs from run to run, the same in each. */
async function nameOf(page: Page): Promise<string> {
  const [snapshot = ''] = (await page.locator('[data-walked]').ariaSnapshot()).split('\n')
  // Where it holds a colon, YAML has it in quotes.
  const line = snapshot.replace(/^- '(.*?)':?$/, '- $1').replaceAll("''", "'")
  const [, role = line, name, text = ''] = /^- ([\w-]+)(?: "((?:[^"\\]|\\.)*)")?[^:]*:? ?(.*)$/.exec(line) ?? []
  const isField = ['textbox', 'searchbox', 'combobox'].includes(role)
  const said = name ?? (isField ? '' : text)
  return `${role} ${said}`
    .replaceAll(/zz_\w+/g, '<feature>')
    .replaceAll(/\baviary_\w+/g, '<key>')
    .replaceAll(
      /\b(just now|yesterday|tomorrow|(in )?(\d+|an?|one) (second|minute|hour|day|week|month|year)s?( ago)?|now)\b/g,
      '<when>',
    )
    .replaceAll(/entry \d+/g, 'entry <number>')
    .trim()
}

/** What a key reaches, in order, once around; nothing on the way may lie under something else. */
async function walk(page: Page, key: Key): Promise<readonly string[]> {
  const names: string[] = []
  while (names.length < MOST) {
    await page.keyboard.press(key)
    const place = await placeOf(page, names.length)
    if (place === 'nowhere' || place === 'first') return names
    names.push(await nameOf(page))
    expect.soft(place, names.at(-1)).toBe('seen')
  }
  throw new Error(`${key} does not come around: ${names.slice(-5).join(', ')}`)
}

/** Has the next Tab begin at the beginning of the page. */
export const fromTheTop = (page: Page) =>
  page.evaluate(() => {
    document.body.tabIndex = -1
    document.body.focus()
    document.body.removeAttribute('tabindex')
    window.scrollTo(0, 0)
  })

/** The order of Tab, after Shift+Tab has been found to be its reverse. */
export async function tabOrder(page: Page): Promise<readonly string[]> {
  const forward = await walk(page, 'Tab')
  expect((await walk(page, 'Shift+Tab')).toReversed()).toEqual(forward)
  return forward
}

/** Nothing that Tab reaches lies under something else. */
export async function expectReachedInView(page: Page): Promise<void> {
  await walk(page, 'Tab')
}
