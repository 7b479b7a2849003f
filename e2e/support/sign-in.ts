import type { Page } from '@playwright/test'
import { settings } from '../settings'

/** Fills the form of the sign-in page, which must be open, and sends it. */
export async function sendSignIn(page: Page, password = settings.password, email = settings.email): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}
