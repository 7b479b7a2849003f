import { expect, test as setup } from '@playwright/test'
import { settings } from './settings'
import { sendSignIn } from './support/sign-in'

setup('somebody signs in', async ({ page }) => {
  await page.goto('/sign-in')
  await sendSignIn(page)
  await expect(page.getByRole('heading', { level: 1, name: 'Rollouts' })).toBeVisible()
  await page.context().storageState({ path: settings.signedInPath })
})

setup('somebody of support signs in', async ({ page }) => {
  await page.goto('/sign-in')
  await sendSignIn(page, settings.supportPassword, settings.supportEmail)
  await expect(page.getByRole('heading', { level: 1, name: 'Rollouts' })).toBeVisible()
  await page.context().storageState({ path: settings.supportSignedInPath })
})
