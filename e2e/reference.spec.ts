import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import { settings } from './settings'
import { expectSaid } from './support/hear'
import { expect, test } from './support/test'

const run = promisify(execFile)
const fold = (page: Page, id: string) => page.locator(`details#${id}`)

/** Runs what was copied as it stands, as somebody at a shell does. */
async function inShell(command: string): Promise<unknown> {
  const { stdout } = await run('bash', ['-c', `AVIARY_URL='${settings.url}' AVIARY_KEY='${settings.key}'\n${command}`])
  return JSON.parse(stdout)
}

test('an address that names an operation opens it, and opening one names it in the address', async ({ page }) => {
  await page.goto('/reference#listAudit')
  await expect(fold(page, 'listAudit')).toHaveAttribute('open')
  await expect(page.getByRole('table', { name: 'Parameters of listAudit' })).toBeInViewport()
  await expect(page.getByRole('table', { name: 'Answer of listAudit' })).toBeHidden()
  await fold(page, 'listAudit').getByText('The answer, field by field').click()
  await expect(page.getByRole('table', { name: 'Answer of listAudit' })).toBeVisible()
  await expect(fold(page, 'verifyAudit')).not.toHaveAttribute('open')
  await fold(page, 'verifyAudit').locator('summary').first().click()
  await expect(page).toHaveURL('/reference#verifyAudit')
})

test('folded, the page is no longer than a few screens', async ({ page }) => {
  await page.goto('/reference')
  await page.getByRole('heading', { name: 'Ask for a decision' }).waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThan(8000)
})

test('by keyboard: search, the index, and an operation, whose focus is where it was led to', async ({ page }) => {
  await page.goto('/reference')
  await page.getByRole('searchbox', { name: 'Search the operations' }).fill('hash chain')
  await expectSaid(page, '1 operation.')
  const index = page.getByRole('navigation', { name: 'Operations' })
  await expect(index.getByRole('link')).toHaveText(['Verify audit'])
  await page.keyboard.press('Tab')
  await expect(index.getByRole('link')).toBeFocused()
  await page.keyboard.press('Enter')
  const summary = fold(page, 'verifyAudit').locator('summary').first()
  await expect(summary).toBeFocused()
  await expect(fold(page, 'verifyAudit')).toHaveAttribute('open')
  await page.keyboard.press('Enter')
  await expect(fold(page, 'verifyAudit')).not.toHaveAttribute('open')
  await page.getByRole('searchbox', { name: 'Search the operations' }).fill('no such thing')
  await page.getByRole('button', { name: 'Clear the search' }).click()
  await expect(page.getByRole('heading', { name: 'Ask for a decision' })).toBeVisible()
})

test('what is copied works when it is pasted', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const pasted = () => page.evaluate(() => navigator.clipboard.readText())
  await page.goto('/reference#listFeatures')
  // A press before the page's script is there copies nothing, and the browser may write later than it is asked.
  const copy = async (button: string, what: string) => {
    await expect(async () => {
      await page.getByRole('button', { name: button }).click()
      await expect.poll(pasted, { timeout: 2000 }).toContain(what)
    }).toPass()
    return inShell(await pasted())
  }
  const decision = await copy('Copy the decision with curl', '/api/decision')
  expect(decision).toMatchObject({ reason: expect.any(String), trace: expect.any(Array) })
  const features = await copy('Copy the command for listFeatures', '/features')
  expect(features).toMatchObject({ items: expect.any(Array) })
})
