import type { Page } from 'playwright'

/** Who may sign in. */
export interface SignIn {
  readonly email: string
  readonly password: string
}

/** Signs in; the board is open after. */
export async function signInOn(page: Page, { email, password }: SignIn): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { level: 1, name: 'Rollouts' }).waitFor()
}
