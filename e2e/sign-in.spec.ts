import { settings } from './settings'
import { openBoard } from './support/board'
import { sendSignIn } from './support/sign-in'
import { expect, signedOutTest, test } from './support/test'

signedOutTest('the console sends who is not signed in to sign-in', async ({ page }) => {
  await page.goto('/')
  await expect(page).toHaveURL('/sign-in')
  await expect(page).toHaveTitle('Sign in · Aviary')
})

signedOutTest('a wrong password is refused, the right one gets in', async ({ page, watched }) => {
  watched.allowStatus(401)
  await page.goto('/sign-in')
  await sendSignIn(page, 'not the password')
  const reason = page.getByRole('heading', { name: 'The e-mail address or the password is wrong.' })
  await expect(reason).toBeVisible()
  await expect(reason.locator('..')).toBeFocused()
  await expect(page.getByLabel('E-mail')).toHaveValue(settings.email)
  await expect(page.getByLabel('Password')).toHaveAttribute('aria-invalid', 'true')
  await sendSignIn(page)
  await expect(page.getByRole('heading', { level: 1, name: 'Rollouts' })).toBeVisible()
})

signedOutTest('an unknown address gets the answer of a wrong password', async ({ page, watched }) => {
  watched.allowStatus(401)
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill('nobody@example.edu')
  await page.getByLabel('Password').fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'The e-mail address or the password is wrong.' })).toBeVisible()
})

signedOutTest('what is missing is named, with a way to the field', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('link', { name: 'Enter your password.' }).click()
  await expect(page.getByLabel('Password')).toBeFocused()
  await expect(page.getByLabel('Password')).toHaveAccessibleDescription('Enter your password.')
})

signedOutTest('password managers know the fields', async ({ page }) => {
  await page.goto('/sign-in')
  await expect(page.getByLabel('E-mail')).toHaveAttribute('autocomplete', 'username')
  await expect(page.getByLabel('Password')).toHaveAttribute('autocomplete', 'current-password')
})

for (const elsewhere of ['https://evil.example/', '//evil.example/', '/\\evil.example/', 'javascript:alert(1)']) {
  signedOutTest(`sign-in does not go on to ${elsewhere}`, async ({ page }) => {
    await page.goto(`/sign-in?callbackUrl=${encodeURIComponent(elsewhere)}`)
    await sendSignIn(page)
    await expect(page.getByRole('heading', { level: 1, name: 'Rollouts' })).toBeVisible()
    await expect(page).toHaveURL('/')
  })
}

test('who is signed in is not asked again', async ({ page }) => {
  await page.goto('/sign-in')
  await expect(page).toHaveURL('/')
})

test('sign-out ends the session in this browser', async ({ page, watched }) => {
  await openBoard(page)
  await page.getByRole('button', { name: /account, theme, sign out/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('/sign-in')
  await page.goto('/')
  await expect(page).toHaveURL('/sign-in')
  watched.allowStatus(401)
  expect((await page.request.get('/api/console/board')).status()).toBe(401)
})

test('the session is in a cookie that no script can read', async ({ page }) => {
  await openBoard(page)
  const session = (await page.context().cookies()).find(({ name }) => name.endsWith('aviary.session'))
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
})
