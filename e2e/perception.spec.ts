import type { Locator, Page } from '@playwright/test'
import { pixelChange } from './support/pixels'
import { reach, stateOf } from './support/states'
import { alive, press, seen } from './support/states/state'
import { expect, test } from './support/test'

/** As somebody sees it who sees no colors. */
async function withoutColors(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setEmulatedVisionDeficiency', { type: 'achromatopsia' })
}

/** Shows two elements over one another: the pixels that tell them apart. */
async function pixelsApart(page: Page, one: Locator, other: Locator): Promise<number> {
  const bench = await page.context().newPage()
  const shot = async (element: Locator) => {
    await element.scrollIntoViewIfNeeded()
    const box = await element.boundingBox()
    if (box === null) throw new Error('not there')
    const [x, y] = [box.x + box.width / 2 - 14, box.y + box.height / 2 - 10]
    return page.screenshot({ clip: { x: Math.round(x), y: Math.round(y), width: 28, height: 20 } })
  }
  const { changed } = await pixelChange(bench, await shot(one), await shot(other))
  await bench.close()
  return changed
}

// As many pixels as a mark of 5 by 5.
const LEAST = 25

for (const look of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { forcedColors: 'active' }] as const)
  test(`without colors the present stage and a switch are told by shape and word: ${JSON.stringify(look)}`, async ({
    page,
  }) => {
    await page.emulateMedia(look)
    await page.goto('/?q=adaptive_duplication')
    await alive(page)
    await withoutColors(page)
    const ladder = page.getByRole('list', { name: 'Global stage of adaptive_duplication' })
    const present = ladder.locator('[aria-current=step]')
    await expect(present).toContainText('now')
    const markOf = (station: Locator) => station.locator('[aria-hidden=true] > span').last()
    for (const other of await ladder.locator('li:not([aria-current])').all())
      expect(await pixelsApart(page, markOf(present), markOf(other))).toBeGreaterThan(LEAST)
    await page.goto('/settings?tab=policy')
    await alive(page)
    const toggle = page.getByRole('switch')
    const was = await toggle.getAttribute('aria-checked')
    await expect(toggle.locator('xpath=following-sibling::span').first()).toHaveText(was === 'true' ? 'On' : 'Off')
    // The thumb is at one end: the halves differ.
    const { x = 0, y = 0, width = 0, height = 0 } = (await toggle.boundingBox()) ?? {}
    const half = { y: Math.round(y), width: Math.floor(width / 2), height: Math.floor(height) }
    const [left, right] = [
      await page.screenshot({ clip: { x: Math.round(x), ...half } }),
      await page.screenshot({ clip: { x: Math.round(x) + half.width, ...half } }),
    ]
    const bench = await page.context().newPage()
    expect((await pixelChange(bench, left, right)).changed).toBeGreaterThan(LEAST)
  })

test('where motion is not wanted nothing moves, wherever the page goes', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const moving = () => page.evaluate(() => document.getAnimations().length)
  await page.goto('/?q=adaptive_duplication')
  await alive(page)
  await page.route('**/impact*', () => {})
  await press(/^Promote to .* adaptive_duplication$/)(page)
  await seen('progressbar')(page)
  expect(await moving()).toBe(0)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Other stages of adaptive_duplication' }).hover()
  await page.keyboard.press('Control+K')
  await seen('dialog', 'Search')(page)
  expect(await moving()).toBe(0)
})

test('a time’s tooltip comes on focus and on hover, stays under the pointer, and goes with Escape', async ({
  page,
}) => {
  await page.goto('/?q=adaptive_duplication')
  await alive(page)
  const time = page.getByRole('main').locator('time').first()
  const tooltip = page.getByRole('tooltip')
  await time.focus()
  await expect(tooltip).toBeVisible()
  await expect(time).toHaveAccessibleDescription(/\d{4}/)
  await page.keyboard.press('Escape')
  await expect(tooltip).toBeHidden()
  await expect(time).toBeFocused()
  await page.keyboard.press('Tab')
  await time.hover()
  await expect(tooltip).toBeVisible()
  const {
    x = 0,
    y = 0,
    width = 0,
    height = 0,
  } = (await page.locator('[data-radix-popper-content-wrapper]').boundingBox()) ?? {}
  await page.mouse.move(x + width / 2, y + height / 2, { steps: 8 })
  await expect(tooltip).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(tooltip).toBeHidden()
})

test('no single key does anything on any page', async ({ page, watched }) => {
  const sent: string[] = []
  page.on('request', (request) => request.method() !== 'GET' && sent.push(request.url()))
  for (const name of ['board', 'feature', 'project', 'accounts', 'audit', 'people', 'reference']) {
    await reach(page, watched, stateOf(name))
    const [title, address] = [await page.title(), page.url()]
    await page.getByRole('heading', { level: 1 }).focus()
    await page.keyboard.type('abcdefghijklmnopqrstuvwxyz0123456789/?.,;[]')
    await expect(page.locator('[role=dialog], [role=alertdialog], [role=menu]')).toHaveCount(0)
    expect([await page.title(), page.url()]).toEqual([title, address])
  }
  expect(sent.filter((url) => !url.endsWith('/impact'))).toEqual([])
})
