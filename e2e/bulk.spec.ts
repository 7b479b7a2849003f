import type { Page } from '@playwright/test'
import { setInternal } from './support/as-admin'
import { expect, test } from './support/test'

const HEADER = 'type,id,is_internal,note'
const TRY = 'Try it without changing anything'

async function paste(page: Page, rows: readonly string[]): Promise<void> {
  await page.getByLabel('Or paste them here').fill([HEADER, ...rows].join('\n'))
  await page.getByRole('button', { name: TRY }).click()
}

test('a bad row is named and linked, mended, and then all rows are changed together', async ({ page, request }) => {
  await setInternal(request, '204', false)
  await setInternal(request, '205', true)
  await page.goto('/accounts')
  await page.getByRole('link', { name: 'Change many by CSV…' }).click()
  await paste(page, ['user,204,true,Pilot', 'user,205,true,Pilot', 'user,nobody-here,true,Pilot', 'user,206,maybe,'])
  await expect(page.getByText('2 rows at fault')).toBeVisible()
  await page.getByRole('link', { name: /^Line 4: there is no user/ }).click()
  await expect(page.locator('#fault-line-4')).toBeFocused()
  await expect(page.getByRole('tab', { name: /^Will change\s*1$/ })).toBeVisible()
  await expect(page.getByRole('button', { name: /^Change 1 account…/ })).toHaveAccessibleDescription(/all or nothing/)
  await expect(page.getByLabel('Or paste them here')).toHaveValue(/nobody-here/)

  await paste(page, ['user,204,true,Pilot', 'user,205,true,Pilot'])
  await page.getByRole('tab', { name: /^Unchanged\s*1$/ }).click()
  await expect(page.getByRole('table', { name: 'Rows of the file' })).toContainText('Is internal already')
  await page.getByRole('button', { name: /^Change 1 account…/ }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Change 1 account?' })
  await expect(dialog).toContainText('1 account marked as internal')
  await dialog.getByRole('button', { name: 'Change 1 account' }).click()
  await expect(page.getByText('1 account changed.').first()).toBeVisible()
  await page.goto('/accounts/user/204')
  await expect(page.getByRole('switch', { name: 'Internal' })).toBeChecked()
})

test('ten thousand rows of a file stay usable', async ({ page }) => {
  const rows = Array.from({ length: 10_000 }, (_, nth) => `user,e2e-nobody-${nth},true,"Pilot, ${nth}"`)
  await page.goto('/accounts/bulk')
  const buffer = Buffer.from([HEADER, ...rows].join('\n'))
  await page.getByLabel('A CSV file').setInputFiles({ name: 'many.csv', mimeType: 'text/csv', buffer })
  await expect(page.getByText('many.csv')).toBeVisible()
  await page.getByRole('button', { name: TRY }).click()
  await expect(page.getByText('10,000 rows are at fault; the first 10:')).toBeVisible()
  const pages = page.getByRole('navigation', { name: 'Pages of Rows of the file' })
  await expect(pages).toContainText('1–50 of 10,000 rows')
  await pages.getByRole('button', { name: 'Next' }).click()
  await expect(pages).toContainText('51–100 of 10,000 rows')
})

test('a file that can’t be read is said to, and nothing is lost', async ({ page }) => {
  await page.goto('/accounts/bulk')
  await page.getByLabel('Or paste them here').fill('id,type\n1,user')
  await page.getByRole('button', { name: TRY }).click()
  await page.getByRole('link', { name: /^line 1: the header must be/ }).click()
  await expect(page.getByLabel('Or paste them here')).toBeFocused()
  await expect(page.getByLabel('Or paste them here')).toHaveValue('id,type\n1,user')
})
