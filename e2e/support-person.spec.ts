import { settings } from './settings'
import { setInternal } from './support/as-admin'
import { expect, test } from './support/test'

test.use({ storageState: settings.supportSignedInPath })

test('support marks an account internal, and is offered no change of a stage', async ({ page, request }) => {
  await setInternal(request, '207', false)
  await page.goto('/accounts/user/207')
  await page.getByRole('switch', { name: 'Internal' }).click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByLabel('Note').fill('Asked by her teacher')
  await dialog.getByRole('button', { name: 'Mark as internal' }).click()
  await expect(page.getByRole('switch', { name: 'Internal' })).toBeChecked()
  await page.goto('/explain?feature=adaptive_duplication&actor=user:207&resource=section:no-such-section')
  await expect(page.getByText('A system admin can do that.')).toBeVisible()
})
