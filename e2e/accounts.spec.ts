import { setInternal } from './support/as-admin'
import { hear } from './support/hear'
import { expect, test } from './support/test'

test('accounts are found as one types, counted aloud, and the search stands in the address', async ({ page }) => {
  await page.goto('/accounts')
  const heard = await hear(page)
  await page.getByLabel('Search', { exact: true }).fill('ulrike jansen')
  const table = page.getByRole('table', { name: 'Accounts' })
  await expect(table.getByRole('link', { name: 'Ulrike Jansen' }).first()).toBeVisible()
  await expect.poll(heard).toContainEqual(expect.stringMatching(/^\d+ accounts?\.$/))
  await expect(page).toHaveURL(/\?q=ulrike\+jansen$/)
  await table.getByRole('link').first().click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ulrike Jansen')
  await page.goBack()
  await expect(page.getByLabel('Search', { exact: true })).toHaveValue('ulrike jansen')
  await page.getByLabel('Type').selectOption('author')
  await page.getByLabel('Internal').selectOption('true')
  await expect(page).toHaveURL(/type=author&internal=true$/)
  await page.reload()
  await expect(page.getByLabel('Search', { exact: true })).toHaveValue('ulrike jansen')
  await page.getByRole('button', { name: 'Show everybody' }).click()
  await expect(table.getByRole('row')).toHaveCount(51)
})

test('accounts are paged, forth and back', async ({ page }) => {
  await page.goto('/accounts?type=user')
  const pages = page.getByRole('navigation', { name: 'Pages of Accounts' })
  await expect(pages).toContainText('Accounts 1–50')
  await pages.getByRole('button', { name: 'Next' }).click()
  await expect(pages).toContainText('Accounts 51–100')
  await pages.getByRole('button', { name: 'Previous' }).click()
  await expect(pages).toContainText('Accounts 1–50')
})

test('an account is marked internal, with a note, by keyboard alone, and its history says so', async ({
  page,
  request,
}) => {
  await setInternal(request, '202', false)
  await page.goto('/accounts/user/202')
  const toggle = page.getByRole('switch', { name: 'Internal' })
  const heard = await hear(page)
  await toggle.focus()
  await page.keyboard.press('Space')
  const dialog = page.getByRole('alertdialog')
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expect(dialog.getByRole('region', { name: 'What would change' })).toContainText(/Gains|gains/)
  await dialog.getByRole('button', { name: 'Mark as internal' }).focus()
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('link', { name: /Say why/ })).toBeVisible()
  await dialog.getByLabel('Note').focus()
  const note = `Pilot ${crypto.randomUUID()}`
  await page.keyboard.type(note)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(toggle).toBeChecked()
  await expect(toggle).toBeFocused()
  await expect.poll(heard).toContainEqual(expect.stringMatching(/ is internal now\.$/))
  await expect(page.getByRole('table', { name: 'Changes of the account' }).getByRole('row').nth(1)).toContainText(note)
})

test('an account leads to the explanation of what it can reach', async ({ page }) => {
  await page.goto('/accounts/user/203')
  await page.getByRole('link', { name: 'Explain a decision…' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Explain' })).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'User', exact: true })).toHaveValue('203')
  await page.goBack()
  await page
    .getByRole('link', { name: /^Explain adaptive_duplication in/ })
    .first()
    .click()
  await expect(page.getByRole('heading', { level: 2, name: /\(user 203\) may/ })).toBeVisible()
})

test('an account that is not there is said to be so', async ({ page, watched }) => {
  watched.allowStatus(404)
  await page.goto('/accounts/user/nobody%2Fhere')
  await expect(page.getByRole('heading', { level: 1, name: 'There is no such account' })).toBeVisible()
})
