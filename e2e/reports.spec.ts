import { makeFeature } from './support/as-admin'
import { expectNoBarrier, LOOKS } from './support/barriers'
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

test('the reports have no barrier, filled or empty', async ({ page, request }) => {
  const feature = await makeFeature(request)
  await setExemption(request, feature, '3', { effect: 'deny', note: 'For a look' })
  for (const { look } of LOOKS) {
    await page.emulateMedia({ colorScheme: look.colorScheme })
    await page.setViewportSize(look.viewport)
    await page.goto('/reports')
    await page.getByRole('table').first().waitFor()
    await expectNoBarrier(page)
  }
  const at = new Date(0).toISOString()
  const stale = {
    atFull: [{ feature, since: at, placesBelow: 2, denies: 1 }],
    notAsked: [{ feature, askedAt: null, countedSince: at, optIns: 1200 }],
    unknown: [{ feature: 'x'.repeat(255), atLeast: 12_345, nodes: 3, since: at, isArchived: false }],
  }
  await page.route('**/api/console/reports/stale-features', (route) => route.fulfill({ json: stale }))
  await page.goto('/reports?until=2020-01-01T00:00:00Z')
  await page.getByText('No exemption was touched').waitFor()
  await expectNoBarrier(page)
})
