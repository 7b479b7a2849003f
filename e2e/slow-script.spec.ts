import type { Page } from '@playwright/test'
import { settings } from './settings'
import { newFeatureFirstAt } from './support/as-admin'
import { gate } from './support/gate'
import { expect, signedOutTest, test } from './support/test'

/** Opens a page whose scripts are still on their way; they arrive by what it gives. */
async function openWithoutScript(page: Page, path: string): Promise<() => Promise<void>> {
  const arrival = gate()
  await page.route('**/_next/static/**/*.js*', async (route) => {
    await arrival.opened
    await route.continue()
  })
  await page.goto(path, { waitUntil: 'commit' })
  return async () => {
    arrival.open()
    await page.unrouteAll({ behavior: 'wait' })
  }
}

signedOutTest(
  'what is typed at sign-in before the script is there is kept, and nothing is sent past it',
  async ({ page }) => {
    const scriptArrives = await openWithoutScript(page, '/sign-in')
    await page.getByLabel('E-mail').fill(settings.email)
    await page.getByLabel('Password').fill(settings.password)
    await page.getByLabel('Password').press('Enter')
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeDisabled()
    await scriptArrives()
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Rollouts' })).toBeVisible()
  },
)

test('what is searched for before the script is there is found when it is', async ({ page, request }) => {
  const feature = await newFeatureFirstAt(request, 'full', '201', 'zz_slow')
  const scriptArrives = await openWithoutScript(page, '/explain')
  await page.getByRole('combobox', { name: 'Feature', exact: true }).fill(feature)
  await scriptArrives()
  await page.getByRole('option', { name: feature }).click()
  await expect(page.getByRole('combobox', { name: 'Feature', exact: true })).toHaveValue(feature)
})

test('what the audit trail is filtered by before the script is there holds when it is', async ({ page }) => {
  const scriptArrives = await openWithoutScript(page, '/audit')
  await page.getByLabel('From day').fill('2026-01-02')
  await page.getByLabel('To day').fill('2026-01-03')
  await scriptArrives()
  await expect(page).toHaveURL('/audit?from=2026-01-02&to=2026-01-03')
})
