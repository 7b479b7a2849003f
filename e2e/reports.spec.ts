import { makeFeature } from './support/as-admin'
import { setExemption } from './support/rules'
import { expect, test } from './support/test'

test('the week’s exemptions are told with who and why, and can be taken away as CSV', async ({ page, request }) => {
  const feature = await makeFeature(request)
  const note = `Because of ${feature}`
  await setExemption(request, feature, '3', { effect: 'deny', note })
  await page.goto('/')
  await page.getByRole('link', { name: 'Reports' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Reports')
  const week = page.getByRole('table', { name: 'Exemptions by publisher and feature' })
  const row = week.getByRole('row').filter({ hasText: note })
  await expect(row).toContainText('Made')
  await expect(row).toContainText('Denied')

  // While it is open, it follows.
  const second = await makeFeature(request)
  await setExemption(request, second, '3', { effect: 'force_enable', note: `Because of ${second}` })
  await expect(week.getByRole('row').filter({ hasText: second })).toContainText('Forced on')

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export exemptions as CSV' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^exemptions-until-.*\.csv$/)
  await expect(page.getByRole('link', { name: 'Export features as CSV' })).toBeVisible()

  await page.getByRole('link', { name: 'The week before' }).click()
  await expect(row).toHaveCount(0)
  await page.getByRole('link', { name: 'This week' }).click()
  await expect(row).toBeVisible()
})
