import { openBoard } from './support/board'
import { expectSaid } from './support/hear'
import { expect, test } from './support/test'

const OPENER = 'Ask for a decision…'

test.beforeEach(async ({ page }) => {
  await openBoard(page)
})

test('the command follows the fields and is copied as it stands', async ({ page, context, baseURL }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: OPENER }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('Feature')).toHaveValue(/^[\w.-]+$/)
  await dialog.getByLabel('Actor’s id').fill("O'Brien")
  const command = await dialog.getByRole('region', { name: 'The command' }).textContent()
  expect(command).toContain(`curl -s '${baseURL}/api/decision'`)
  expect(command).toContain(`"id":"O'\\''Brien"`)
  await dialog.getByRole('button', { name: 'Copy the command' }).click()
  await expectSaid(page, 'Copied.')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(command)
})

test('a browser that refuses the clipboard is said to', async ({ page }) => {
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))
  })
  await page.getByRole('button', { name: OPENER }).click()
  await page.getByRole('button', { name: 'Copy the command' }).click()
  await expectSaid(page, /select the text and copy it yourself/, 'assertive')
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
