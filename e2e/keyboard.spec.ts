import type { Page } from '@playwright/test'
import { openBoard } from './support/board'
import { expect, signedOutTest, test } from './support/test'

// The console's frame, which every page has.
const SHELL = [
  'Skip to the content',
  'Aviary',
  'SearchCtrl K',
  ...['Rollouts', 'Accounts', 'Explain', 'Audit', 'Publishers', 'Projects', 'Sections', 'Settings', 'API'],
  expect.stringContaining('account, theme, sign out'),
  'Pause live updates',
]

/** The names of what Tab reaches, in its order, once around the page. */
async function tabOrder(page: Page, key: 'Tab' | 'Shift+Tab'): Promise<string[]> {
  const names: string[] = []
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press(key)
    const name = await page.evaluate(() => {
      const element = document.activeElement
      if (element === null || element === document.body) return null
      const isField = element instanceof HTMLInputElement || element instanceof HTMLSelectElement
      const [label] = isField ? (element.labels ?? []) : []
      return element.getAttribute('aria-label') ?? (label ?? element).textContent
    })
    if (name === null || name === names[0]) return names
    names.push(name)
  }
  return names
}

async function bothWays(page: Page): Promise<string[]> {
  const forward = await tabOrder(page, 'Tab')
  expect(await tabOrder(page, 'Shift+Tab')).toEqual(forward.toReversed())
  return forward
}

test('Tab goes through the board in the order in which it reads', async ({ page }) => {
  await openBoard(page)
  await page.goto('/?q=adaptive_duplication')
  await expect(page.getByText(/^1 of \d+ features$/)).toBeVisible()
  await page.getByText(/revision [\d,]+$/).waitFor()
  expect(await bothWays(page)).toEqual([
    ...SHELL,
    'Ask for a decision…',
    'New feature…',
    ...['Search', 'Stage', 'Mode', 'Context', 'Sort by'],
    'adaptive_duplication',
    expect.stringMatching(/ago$|now$|yesterday$/),
    expect.stringMatching(/^Promote to .*… adaptive_duplication$/),
    'Other stages of adaptive_duplication',
  ])
})

signedOutTest('Tab goes through sign-in in the order in which it reads', async ({ page }) => {
  await page.goto('/sign-in')
  expect(await bothWays(page)).toEqual(['E-mail', 'Password', 'Sign in'])
})

test('the skip link is seen when it is reached, and leads past the header', async ({ page }) => {
  await openBoard(page)
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeInViewport()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Ask for a decision…', exact: true })).toBeFocused()
})

test('keys do nothing to a stage', async ({ page }) => {
  await openBoard(page)
  const sent: string[] = []
  page.on('request', (request) => request.method() !== 'GET' && sent.push(request.url()))
  const ladder = page.getByRole('list', { name: 'Global stage of adaptive_duplication' })
  await ladder.click()
  for (const key of ['ArrowRight', 'ArrowUp', 'End', 'Enter', 'Space']) await page.keyboard.press(key)
  expect(sent).toEqual([])
})
