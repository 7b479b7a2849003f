import type { Page } from '@playwright/test'
import { makeFeature } from './support/as-admin'
import { expectSaid } from './support/hear'
import { optIn, setStage } from './support/rules'
import { choose } from './support/stages'
import { expect, test } from './support/test'

const CHEMISTRY = '12'
const CHEM_101 = '77'

const featureOn = (page: Page, feature: string) =>
  page
    .getByRole('list', { name: 'Features' })
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: feature }) })

test('projects are searched as one types, and each is a link', async ({ page }) => {
  await page.goto('/projects')
  await page.getByRole('searchbox', { name: 'Search the projects' }).fill('organic')
  await expectSaid(page, '1 project found.')
  await expect(page).toHaveURL(/\/projects\?q=organic$/)
  await page.getByRole('link', { name: 'Organic Chemistry' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Organic Chemistry' })).toBeFocused()
  await page.goBack()
  await expect(page.getByRole('searchbox')).toHaveValue('organic')
})

test('a list is paged, and its place is in the address', async ({ page }) => {
  await page.goto('/sections')
  await page.getByRole('button', { name: 'Next' }).click()
  await expect(page.getByText('Page 2')).toBeVisible()
  await page.reload()
  await expect(page.getByText('Page 2')).toBeVisible()
  await page.getByRole('button', { name: 'Previous' }).click()
  await expect(page.getByText('Page 1')).toBeVisible()
})

test('a section is opted in and out by its switch, each time after saying what happens', async ({ page, request }) => {
  const feature = await makeFeature(request)
  await page.goto(`/sections/${CHEM_101}`)
  const optedIn = page.getByRole('switch', { name: `Opted in to ${feature}` })
  await expect(optedIn).not.toBeChecked()
  await optedIn.focus()
  await page.keyboard.press('Space')
  const dialog = page.getByRole('alertdialog', { name: `Opt Chem 101, fall in to ${feature}?` })
  await expect(dialog.getByText('Nobody gains or loses access.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Opt in' }).click()
  await expect(optedIn).toBeChecked()
  await expect(optedIn).toBeFocused()
  await optedIn.click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Opt out' }).click()
  await expect(optedIn).not.toBeChecked()
  await expectSaid(page, `Chem 101, fall was opted out of ${feature}.`)
})

test('a project’s own stage is set and cleared on its page, and wins over its section’s', async ({ page, request }) => {
  const feature = await makeFeature(request)
  await optIn(request, feature, `section/${CHEM_101}`)
  await setStage(request, feature, `section/${CHEM_101}`, 'internal_only')
  await page.goto(`/projects/${CHEMISTRY}`)
  const here = featureOn(page, feature)
  await here.getByRole('button', { name: /^Promote to Internal/ }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Promote to Internal' }).click()
  await expect(here.getByText('Own stage', { exact: true })).toBeVisible()
  await page.goto(`/sections/${CHEM_101}`)
  await expect(here.getByText('From project Chemistry')).toBeVisible()
  await expect(here.getByText(/The project’s stage wins over this section’s own/)).toBeVisible()
  await page.goto(`/projects/${CHEMISTRY}`)
  await choose(page, here, 'Clear the own stage…')
  const dialog = page.getByRole('alertdialog')
  await dialog.getByLabel(/Reason/).fill('Back to what all others have.')
  await dialog.getByRole('button', { name: 'Clear the own stage' }).click()
  await expect(here.getByText('Own stage', { exact: true })).toBeHidden()
})
