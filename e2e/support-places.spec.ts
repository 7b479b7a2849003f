import { settings } from './settings'
import { makeFeature } from './support/as-admin'
import { setExemption } from './support/rules'
import { expect, test } from './support/test'

test.use({ storageState: settings.supportSignedInPath })

test('support sees exemptions and can not change them', async ({ page, request }) => {
  const feature = await makeFeature(request)
  await setExemption(request, feature, '3', { effect: 'deny', note: 'Not yet' })
  await page.goto('/publishers/3')
  await expect(page.getByRole('row').filter({ hasText: feature })).toContainText('Not yet')
  await expect(page.getByRole('button', { name: /exemption/ })).toHaveCount(0)
})

test('support sees opt-ins and stages, and is told why it can not change them', async ({ page, request }) => {
  const feature = await makeFeature(request)
  await page.goto('/sections/77')
  const optedIn = page.getByRole('switch', { name: `Opted in to ${feature}` })
  await expect(optedIn).toHaveAttribute('aria-disabled', 'true')
  await expect(optedIn).toHaveAccessibleDescription('Only system admins opt in and out.')
  await optedIn.focus()
  await page.keyboard.press('Space')
  await expect(page.getByRole('alertdialog')).toHaveCount(0)
})
