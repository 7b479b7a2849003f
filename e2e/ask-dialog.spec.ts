import { openBoard } from './support/board'
import { expect, test } from './support/test'

const OPENER = 'Ask for a decision…'

test.beforeEach(async ({ page }) => {
  await openBoard(page)
})

test('the dialog opens by key with a feature chosen, and gives the focus back on Escape', async ({ page }) => {
  const opener = page.getByRole('button', { name: OPENER })
  await opener.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Ask for a decision' })
  await expect(dialog).toHaveAccessibleDescription(/Paste the command/)
  await expect(dialog.getByLabel('Feature')).toBeFocused()
  await expect(dialog.getByLabel('Feature')).toHaveValue(/^[\w.-]+$/)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(opener).toBeFocused()
})

test('the focus goes round inside the dialog, both ways', async ({ page }) => {
  await page.getByRole('button', { name: OPENER }).click()
  const dialog = page.getByRole('dialog')
  const names = ['Feature', 'Actor', 'Actor’s id', 'Resource', 'Resource’s id']
  for (const name of names) {
    await expect(dialog.getByLabel(name, { exact: true })).toBeFocused()
    await page.keyboard.press('Tab')
  }
  await expect(dialog.getByRole('button', { name: 'Close' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(dialog.getByRole('button', { name: 'Copy the command' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(dialog.getByLabel('Feature')).toBeFocused()
  await page.keyboard.press('Shift+Tab')
  await expect(dialog.getByRole('button', { name: 'Copy the command' })).toBeFocused()
})

test('a click outside leaves what was typed', async ({ page }) => {
  await page.getByRole('button', { name: OPENER }).click()
  await page.getByLabel('Actor’s id').fill("O'Brien")
  await page.mouse.click(5, 5)
  await expect(page.getByLabel('Actor’s id')).toHaveValue("O'Brien")
})

test('the command follows the fields and is copied as it stands', async ({ page, context, baseURL }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: OPENER }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Actor’s id').fill("O'Brien")
  const command = await dialog.getByRole('region', { name: 'The command' }).textContent()
  expect(command).toContain(`curl -s '${baseURL}/api/decision'`)
  expect(command).toContain(`"id":"O'\\''Brien"`)
  await dialog.getByRole('button', { name: 'Copy the command' }).click()
  await expect(page.locator('[data-announcer=polite]')).toHaveText('Copied.')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(command)
})

test('a browser that refuses the clipboard is said to', async ({ page }) => {
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))
  })
  await page.getByRole('button', { name: OPENER }).click()
  await page.getByRole('button', { name: 'Copy the command' }).click()
  await expect(page.locator('[data-announcer=assertive]')).toHaveText(/select the text and copy it yourself/)
})

test('the page behind keeps its place while the dialog is open', async ({ page }) => {
  await page.setViewportSize({ width: 800, height: 400 })
  await page.getByRole('button', { name: OPENER }).click()
  const before = await page.evaluate(() => window.scrollY)
  await page.mouse.move(5, 200)
  await page.mouse.wheel(0, 600)
  await page.waitForTimeout(200)
  expect(await page.evaluate(() => window.scrollY)).toBe(before)
  expect(await page.evaluate(() => getComputedStyle(document.body).overflow)).toBe('hidden')
})
