import type { ElementHandle, Page } from '@playwright/test'
import { pixelChange } from './support/pixels'
import { reach, stateOf } from './support/states'
import { expect, test } from './support/test'
import type { Watch } from './support/watch'

/** Together they have every kind of control. */
const SHOWN = [
  'board',
  'menu of stages',
  'menu of the person',
  'new feature dialog, at fault',
  'promotion dialog',
  'palette, found',
  'feature',
  'publisher, exemption at fault',
  'section',
  'accounts',
  'account',
  'many accounts, at fault',
  'explain, denied',
  'audit, entry open',
  'people',
  'keys',
  'policy',
  'reference, none',
  'project, not there',
]
const CONTROLS =
  'a[href], button, input, select, textarea, summary, [tabindex="0"], [role=menuitem], [role=menuitemradio]'
/** Room around a control for what is drawn outside of it. */
const AROUND = 5
/** What smoothing takes off the corners. */
const SMOOTHED = 0.95

type Control = ElementHandle<HTMLElement | SVGElement>

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly radius: number
}

/** The controls of a page of kinds not seen before: looks of one kind differ in nothing that CSS was told. */
async function newKinds(page: Page, known: Set<string>): Promise<readonly (readonly [string, Control])[]> {
  const found: [string, Control][] = []
  for (const control of (await page.locator(CONTROLS).elementHandles()) as Control[]) {
    const kind = await control.evaluate((element) => {
      const { width, height } = element.getBoundingClientRect()
      const isThere = element.checkVisibility({ visibilityProperty: true }) && element.closest('[inert]') === null
      if (!isThere || (width <= 1 && height <= 1) || element.getClientRects().length > 1) return null
      const { type } = element as { readonly type?: string }
      const look = element.getAttribute('class') ?? ''
      return [element.tagName, type ?? '', element.ariaInvalid ?? '', look].join(' ')
    })
    if (kind === null || known.has(kind)) continue
    known.add(kind)
    found.push([kind, control])
  }
  return found
}

const boxOf = (control: Control): Promise<Box> =>
  control.evaluate((element) => {
    element.scrollIntoView({ block: 'center', inline: 'nearest' })
    const { x, y, width, height } = element.getBoundingClientRect()
    const radius = Math.min(Number.parseFloat(getComputedStyle(element).borderTopLeftRadius), height / 2)
    return { x, y, width, height, radius }
  })

const areaOf = (width: number, height: number, radius: number) => width * height - (4 - Math.PI) * radius ** 2
/** Of a line 2 px thick along the inside of its edge; WCAG 2.4.13. */
const perimeterOf = ({ width, height, radius }: Box) =>
  areaOf(width, height, radius) - areaOf(width - 4, height - 4, Math.max(0, radius - 2))

async function pictureOf(page: Page, { x, y, width, height }: Box): Promise<Buffer> {
  const [left, top] = [Math.max(0, Math.floor(x - AROUND)), Math.max(0, Math.floor(y - AROUND))]
  const clip = { x: left, y: top, width: Math.ceil(width + 2 * AROUND), height: Math.ceil(height + 2 * AROUND) }
  return page.screenshot({ clip, caret: 'hide' })
}

const focus = (control: Control) => control.evaluate((element) => element.focus({ preventScroll: true }))
const leave = (page: Page) => page.evaluate(() => (document.activeElement as HTMLElement).blur())

const LOOKS = [
  { name: 'light', media: { colorScheme: 'light', forcedColors: 'none' } },
  { name: 'dark', media: { colorScheme: 'dark', forcedColors: 'none' } },
  { name: 'forced colors', media: { colorScheme: 'dark', forcedColors: 'active' } },
] as const

async function expectIndicator(page: Page, bench: Page, [kind, control]: readonly [string, Control]): Promise<void> {
  for (const { name, media } of LOOKS) {
    await page.emulateMedia({ ...media, reducedMotion: 'reduce' })
    const box = await boxOf(control)
    await leave(page)
    const before = await pictureOf(page, box)
    await focus(control)
    const { changed } = await pixelChange(bench, before, await pictureOf(page, box))
    const what = `${name}: ${kind}: ${await control.textContent()}`
    expect.soft(changed, what).toBeGreaterThanOrEqual(perimeterOf(box) * SMOOTHED)
  }
}

async function expectIndicators(page: Page, watched: Watch, name: string, known: Set<string>): Promise<void> {
  await reach(page, watched, stateOf(name))
  // From here on the browser takes the focus for the keyboard's.
  await page.keyboard.press(name.startsWith('menu') ? 'ArrowDown' : 'Shift+Tab')
  const bench = await page.context().newPage()
  for (const kind of await newKinds(page, known)) await expectIndicator(page, bench, kind)
  await bench.close()
}

for (const half of [0, 1])
  test(`every kind of control shows the focus by a line 2 px thick at 3:1, ${half + 1} of 2`, async ({
    page,
    watched,
  }) => {
    test.setTimeout(180_000)
    const known = new Set<string>()
    for (const name of SHOWN.filter((_, nth) => nth % 2 === half))
      await test.step(name, () => expectIndicators(page, watched, name, known))
    expect(known.size).toBeGreaterThan(15)
  })

test('what a list of suggestions points at is outlined as well', async ({ page, watched }) => {
  await reach(page, watched, stateOf('explain, suggestions'))
  const bench = await page.context().newPage()
  const option = page.getByRole('option').first()
  const box = await boxOf((await option.elementHandle()) as Control)
  const before = await pictureOf(page, box)
  await page.keyboard.press('ArrowDown')
  const { changed } = await pixelChange(bench, before, await pictureOf(page, box))
  expect(changed).toBeGreaterThanOrEqual(perimeterOf(box) * SMOOTHED)
})
