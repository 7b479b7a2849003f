import type { Locator, Page } from '@playwright/test'
import { alive, seen } from './support/states/state'
import { tabOrder } from './support/tab-walk'
import { expect, test } from './support/test'

interface Opened {
  readonly opener: string | RegExp
  readonly role?: 'switch'
  /** What has the focus first: in dialogs that ask before something is done, Cancel. */
  readonly first: string
  /** A field in which something half typed outlasts a click outside. */
  readonly field?: string
}

interface WithDialogs {
  readonly where: string
  readonly path: string
  readonly dialogs: readonly Opened[]
}

const CANCEL = 'Cancel'
const PAGES: readonly WithDialogs[] = [
  {
    where: 'the board',
    path: '/?q=adaptive_duplication',
    dialogs: [
      { opener: 'Search', first: 'Search everything' },
      { opener: 'Ask for a decision…', first: 'Feature', field: 'Actor’s id' },
      { opener: 'New feature…', first: 'Name', field: 'Description' },
      { opener: /^Promote to .* adaptive_duplication$/, first: CANCEL, field: 'Reason (optional)' },
    ],
  },
  {
    where: 'a feature’s page',
    path: '/features/adaptive_duplication',
    dialogs: [
      { opener: /^Turn off now/, first: CANCEL, field: 'Reason' },
      { opener: 'Edit…', first: CANCEL, field: 'Reason (optional)' },
      { opener: /^Make it /, first: CANCEL, field: 'Reason (optional)' },
      { opener: 'Archive…', first: CANCEL, field: 'Reason (optional)' },
    ],
  },
  {
    where: 'a publisher’s page',
    path: '/publishers/1',
    dialogs: [{ opener: 'Add an exemption…', first: CANCEL, field: 'Note' }],
  },
  {
    where: 'a section’s page',
    path: '/sections/77',
    dialogs: [
      { opener: /^Opted in to adaptive_duplication$/, role: 'switch', first: CANCEL, field: 'Reason (optional)' },
    ],
  },
  {
    where: 'an account’s page',
    path: '/accounts/user/1043',
    dialogs: [{ opener: 'Internal', role: 'switch', first: CANCEL, field: 'Note' }],
  },
  {
    where: 'the people',
    path: '/settings',
    dialogs: [{ opener: 'Invite somebody…', first: 'E-mail', field: 'Name (optional)' }],
  },
  {
    where: 'the keys',
    path: '/settings?tab=keys',
    dialogs: [{ opener: 'Make a key…', first: 'Name', field: 'Name' }],
  },
  {
    where: 'the policy',
    path: '/settings?tab=policy',
    dialogs: [{ opener: 'Support may mark accounts as internal', role: 'switch', first: CANCEL }],
  },
]

const openDialog = (page: Page) => page.locator('[role=dialog], [role=alertdialog]')

async function expectDialog(page: Page, opener: Locator, { first, field }: Opened): Promise<void> {
  await opener.focus()
  await page.keyboard.press('Enter')
  const dialog = openDialog(page)
  await expect(dialog).toHaveAccessibleName(/\S/)
  await expect(dialog).toHaveAccessibleDescription(/\S/)
  await expect(page.locator('#page')).toHaveAttribute('inert')
  await expect(page.locator(':focus')).toHaveAccessibleName(first)
  const counting = dialog.getByRole('progressbar')
  await expect(counting).toHaveCount(0)
  // All that Tab reaches, once around, is inside.
  const order = await tabOrder(page)
  expect(order.length).toBeGreaterThan(1)
  expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true)
  if (field !== undefined) {
    await dialog.getByLabel(field, { exact: true }).fill('half typed')
    await page.mouse.click(4, 4)
    await expect(dialog.getByLabel(field, { exact: true })).toHaveValue('half typed')
  }
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(opener).toBeFocused()
  await expect(page.locator('#page')).not.toHaveAttribute('inert')
}

for (const { where, path, dialogs } of PAGES)
  test(`each dialog of ${where} is named, holds the focus, outlasts a click, and gives the focus back`, async ({
    page,
  }) => {
    await page.goto(path)
    await alive(page)
    for (const opened of dialogs) {
      const isExact = typeof opened.opener === 'string'
      const opener = page.getByRole(opened.role ?? 'button', { name: opened.opener, exact: isExact }).first()
      await test.step(String(opened.opener), () => expectDialog(page, opener, opened))
    }
  })

test('a reason typed before Escape is there again; Cancel throws it away', async ({ page }) => {
  await page.goto('/features/adaptive_duplication')
  await alive(page)
  const reason = openDialog(page).getByLabel('Reason', { exact: true })
  const open = () => page.getByRole('button', { name: /^Turn off now/ }).click()
  await open()
  await reason.fill('The printer jams')
  await page.keyboard.press('Escape')
  await open()
  await expect(reason).toHaveValue('The printer jams')
  await expect(reason).toHaveAccessibleDescription(/^Kept from before/)
  await page.getByRole('button', { name: CANCEL }).click()
  await open()
  await expect(reason).toHaveValue('')
})

test('a dialog opened from a menu gives the focus back to the menu’s button', async ({ page }) => {
  await page.goto('/?q=adaptive_duplication')
  await alive(page)
  const opener = page.getByRole('button', { name: 'Other stages of adaptive_duplication' })
  await opener.focus()
  await page.keyboard.press('Enter')
  await seen('menu')(page)
  await page.keyboard.press('Escape')
  await expect(opener).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect(openDialog(page).getByRole('button', { name: CANCEL })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(openDialog(page)).toHaveCount(0)
  await expect(opener).toBeFocused()
})
