import { openBoard } from './support/board'
import { expectSaid } from './support/hear'
import { alive, press } from './support/states/state'
import { expect, test } from './support/test'

test('the theme that is chosen is there at once, and on the next page before any script', async ({ page, browser }) => {
  await openBoard(page)
  await page.getByRole('button', { name: /account, theme, sign out/ }).click()
  await page.getByRole('menuitemradio', { name: 'Dark' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: /account, theme, sign out/ })).toBeFocused()
  const without = await browser.newContext({
    storageState: await page.context().storageState(),
    javaScriptEnabled: false,
  })
  const next = await without.newPage()
  await next.goto('/')
  await expect(next.locator('html')).toHaveAttribute('data-theme', 'dark')
  expect(await next.evaluate(() => getComputedStyle(document.body).colorScheme)).toBe('dark')
  await without.close()
})

test('Ctrl K opens the search, arrows and Enter go there, and the heading has the focus', async ({ page }) => {
  await openBoard(page)
  await page.keyboard.press('Control+K')
  const palette = page.getByRole('dialog', { name: 'Search' })
  const field = palette.getByRole('combobox')
  await expect(field).toBeFocused()
  await field.fill('rollo')
  await expect(palette.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(palette).toBeHidden()
})

test('Escape closes the search and gives the focus back to what opened it', async ({ page }) => {
  await openBoard(page)
  const opener = page.getByRole('button', { name: 'Search' })
  await opener.click()
  await expect(page.getByRole('dialog', { name: 'Search' }).getByRole('combobox')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(opener).toBeFocused()
})

test('on a small screen the navigation unfolds from a bar, and folds again', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await openBoard(page)
  const navigation = page.getByRole('navigation', { name: 'Main' })
  await expect(navigation).toBeHidden()
  const menu = page.getByRole('button', { name: 'Menu', exact: true })
  await menu.click()
  await expect(menu).toHaveAttribute('aria-expanded', 'true')
  await expect(navigation.getByRole('link', { name: 'Rollouts' })).toHaveAttribute('aria-current', 'page')
  await menu.click()
  await expect(navigation).toBeHidden()
  await menu.click()
  await navigation.getByRole('link', { name: 'Accounts' }).focus()
  await page.keyboard.press('Escape')
  await expect(navigation).toBeHidden()
  await expect(menu).toBeFocused()
})

test('a session near its end warns, keeps what was typed, and can be extended', async ({ page }) => {
  await page.request.get('/api/auth/session')
  await openBoard(page)
  await page.clock.fastForward('01:59:41')
  const warning = page.getByRole('alertdialog', { name: 'Your session ends in 20 seconds' })
  await expect(warning.getByRole('button', { name: 'Let it end' })).toBeFocused()
  await warning.getByRole('button', { name: 'Stay signed in' }).click()
  await expect(warning).toBeHidden()
  await expectSaid(page, 'You stay signed in.')
  await page.clock.fastForward('01:00:00')
  await expect(warning).toBeHidden()
})

test('a session near its end keeps what is half typed in a dialog, and gives the focus back to it', async ({
  page,
}) => {
  await page.clock.install()
  await page.request.get('/api/auth/session')
  await page.goto('/?q=adaptive_duplication')
  await alive(page)
  await press(/^Promote to .* adaptive_duplication$/)(page)
  const reason = page.getByLabel('Reason (optional)')
  await reason.fill('Half typed when the')
  await page.clock.fastForward('01:59:41')
  const warning = page.getByRole('alertdialog', { name: 'Your session ends in 20 seconds' })
  await warning.getByRole('button', { name: 'Stay signed in' }).click()
  await expect(warning).toBeHidden()
  await expect(reason).toHaveValue('Half typed when the')
  await expect(reason).toBeFocused()
})

test('a session that has ended says so, and the page stays', async ({ page, watched }) => {
  watched.allowStatus(401)
  await openBoard(page)
  await page.clock.fastForward('12:00:01')
  await expect(page.getByRole('alertdialog', { name: 'Your session has ended' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Sign in again (in a new tab)' })).toHaveAttribute('target', '_blank')
})

test('where one was is where one comes back after sign-in', async ({ browser, baseURL }) => {
  const context = await browser.newContext({
    storageState: { cookies: [], origins: [] },
    ...(baseURL !== undefined && { baseURL }),
  })
  const page = await context.newPage()
  await page.goto('/?stage=full')
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=%2F%3Fstage%3Dfull$/)
  await context.close()
})
