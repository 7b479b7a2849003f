import type { Locator, Page } from '@playwright/test'
import { makeFeature } from './support/as-admin'
import { expectSaid } from './support/hear'
import { setExemption } from './support/rules'
import { expect, test } from './support/test'

const OPEN_PRESS = '3'

async function openDialog(page: Page, opener: string): Promise<Locator> {
  await page.goto(`/publishers/${OPEN_PRESS}`)
  await page.getByRole('button', { name: opener }).click()
  return page.getByRole('alertdialog')
}

const rowOf = (page: Page, feature: string) => page.getByRole('row').filter({ hasText: feature })

test('an exemption is added with a note, and stands on the publisher’s page', async ({ page, request }) => {
  const feature = await makeFeature(request)
  const dialog = await openDialog(page, 'Add an exemption…')
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await dialog.getByRole('combobox', { name: 'Feature' }).fill(feature)
  await dialog.getByRole('option', { name: feature }).click()
  await dialog.getByRole('radio', { name: 'Deny' }).check()
  await expect(dialog.getByText('Nobody gains or loses access.')).toBeVisible()
  await dialog.getByLabel('Note').fill('Their board has not met yet.')
  await dialog.getByRole('button', { name: 'Deny it' }).click()
  await expectSaid(page, `${feature} is denied to Open Press now.`)
  await expect(rowOf(page, feature)).toContainText('Denied')
  await expect(rowOf(page, feature)).toContainText('Their board has not met yet.')
})

test('what is missing is named in a summary that leads to the fields', async ({ page }) => {
  const dialog = await openDialog(page, 'Add an exemption…')
  await dialog.getByRole('button', { name: 'Add the exemption' }).click()
  await expect(dialog.getByRole('heading', { name: 'Nothing was changed yet' })).toBeVisible()
  await dialog.getByRole('link', { name: 'Choose a feature from the list.' }).click()
  await expect(dialog.getByRole('combobox', { name: 'Feature' })).toBeFocused()
})

test('an exemption is changed: its end is kept in the person’s own time', async ({ page, request }) => {
  const feature = await makeFeature(request)
  await setExemption(request, feature, OPEN_PRESS, { effect: 'deny', note: 'Not yet' })
  await page.goto(`/publishers/${OPEN_PRESS}`)
  await rowOf(page, feature)
    .getByRole('button', { name: /^Change/ })
    .click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog.getByLabel('Note')).toHaveValue('Not yet')
  await dialog.getByLabel('Ends (optional)').fill('2099-01-01T12:00')
  await dialog.getByRole('button', { name: 'Change the exemption' }).click()
  await expect(dialog).toBeHidden()
  await expect(rowOf(page, feature)).toContainText(/in \d+ years/)
})

test('an exemption that somebody else changed meanwhile is shown before it is replaced', async ({ page, request }) => {
  const feature = await makeFeature(request)
  await setExemption(request, feature, OPEN_PRESS, { effect: 'force_enable', note: 'Launch partner' })
  await page.goto(`/publishers/${OPEN_PRESS}`)
  await rowOf(page, feature)
    .getByRole('button', { name: /^Change/ })
    .click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByLabel('Note').fill('The board agreed.')
  await setExemption(request, feature, OPEN_PRESS, { effect: 'deny', note: 'Never, says their lawyer' })
  await expect(dialog.getByText('Never, says their lawyer')).toBeVisible()
  await dialog.getByRole('button', { name: 'Go on from there' }).click()
  await expect(dialog.getByText('Never, says their lawyer')).toBeHidden()
  await expect(dialog.getByLabel('Note')).toHaveValue('The board agreed.')
  await dialog.getByRole('button', { name: 'Change the exemption' }).click()
  await expect(dialog).toBeHidden()
  await expect(rowOf(page, feature)).toContainText('Forced on')
  await expect(rowOf(page, feature)).toContainText('The board agreed.')
})

test('an exemption is removed with a note, and not without', async ({ page, request }) => {
  const feature = await makeFeature(request)
  await setExemption(request, feature, OPEN_PRESS, { effect: 'force_enable', note: 'Launch partner' })
  await page.goto(`/publishers/${OPEN_PRESS}`)
  await rowOf(page, feature)
    .getByRole('button', { name: /^Remove/ })
    .click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByRole('button', { name: 'Remove the exemption' }).click()
  await expect(dialog.getByLabel('Note')).toHaveAttribute('aria-invalid', 'true')
  await dialog.getByLabel('Note').fill('The launch is over.')
  await dialog.getByRole('button', { name: 'Remove the exemption' }).click()
  await expectSaid(page, `The exemption of Open Press from ${feature} was removed.`)
  await expect(rowOf(page, feature)).toHaveCount(0)
})
