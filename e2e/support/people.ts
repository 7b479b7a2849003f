import type { Browser, Locator, Page } from '@playwright/test'
import { settings } from '../settings'
import { sendSignIn } from './sign-in'
import { expect } from './test'

export const PASSWORD = 'four plain words here'

export interface Invited {
  readonly email: string
  readonly name: string
  /** The one-time link. */
  readonly link: string
}

/** Somebody of the test's own is invited on the settings page, which must be open at its people. */
export async function invite(page: Page): Promise<Invited> {
  const name = `Test ${crypto.randomUUID().slice(0, 8)}`
  const email = `${name.replace(' ', '-').toLowerCase()}@example.edu`
  await page.getByRole('button', { name: 'Invite somebody…' }).click()
  const form = page.getByRole('dialog', { name: 'Invite somebody' })
  await form.getByLabel('E-mail').fill(email)
  await form.getByLabel('Name (optional)').fill(name)
  await form.getByRole('button', { name: 'Invite', exact: true }).click()
  const shown = page.getByRole('dialog', { name: `A link for ${name}` })
  const link = (await shown.getByRole('region', { name: 'The link' }).textContent()) ?? ''
  await shown.getByRole('button', { name: 'Close' }).click()
  return { email, name, link }
}

/** Does something about somebody by the menu of their row. */
export async function doAbout(page: Page, { name }: Pick<Invited, 'name'>, item: string, action: string) {
  await page.getByRole('button', { name: `Actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: item }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: action, exact: true }).click()
  await expect(page.getByRole('alertdialog')).toBeHidden()
}

export const rowOf = (page: Page, { email }: Pick<Invited, 'email'>): Locator =>
  page.getByRole('row').filter({ hasText: email })

/** They set their password by the link, and sign in, in a browser of their own. */
export async function arrive(browser: Browser, { email, link }: Invited): Promise<Page> {
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] }, baseURL: settings.url })
  const page = await context.newPage()
  await page.goto(link)
  await page.getByLabel('New password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Set password' }).click()
  await expect(page.getByRole('heading', { name: 'Your password is set' })).toBeFocused()
  await page.getByRole('link', { name: 'Sign in' }).click()
  await sendSignIn(page, PASSWORD, email)
  await expect(page.getByRole('heading', { level: 1, name: 'Rollouts' })).toBeVisible()
  return page
}
