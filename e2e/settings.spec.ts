import { settings } from './settings'
import { expectSaid } from './support/hear'
import { arrive, doAbout, invite, PASSWORD, rowOf } from './support/people'
import { expect, test } from './support/test'

test('somebody is invited by a link that is shown once and works once, and signed out everywhere', async ({
  page,
  browser,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('/settings?tab=people')
  await page.getByRole('button', { name: 'Invite somebody…' }).click()
  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  await page.getByRole('link', { name: /^Enter an e-mail address/ }).click()
  await expect(page.getByLabel('E-mail')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Invite somebody…' })).toBeFocused()

  const person = await invite(page)
  expect(person.link).toMatch(new RegExp(`^${settings.url}.*#`))
  await expect(rowOf(page, person)).toContainText(/Support.*Invited/)
  await expect(page.getByText(person.link)).toHaveCount(0)
  const theirs = await arrive(browser, person)
  await expect(rowOf(page, person)).toContainText('Active')

  const again = await theirs.context().newPage()
  await again.goto(person.link)
  await again.getByLabel('New password').fill(PASSWORD)
  await again.getByRole('button', { name: 'Set password' }).click()
  await expect(again.getByText(/This link does not work: it was used/).first()).toBeVisible()

  await doAbout(page, person, 'Sign out everywhere…', 'Sign out everywhere')
  await theirs.goto('/audit')
  await expect(theirs).toHaveURL(/\/sign-in/)
  await theirs.context().close()
})

test('a key is made, shown once and copied, used, revoked, and then refused', async ({ page, context, playwright }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const name = `Player ${crypto.randomUUID().slice(0, 8)}`
  await page.goto('/settings?tab=keys')
  await page.getByRole('button', { name: 'Make a key…' }).click()
  const form = page.getByRole('dialog', { name: 'Make a key' })
  await form.getByLabel('Requests a second').fill('half')
  await form.getByRole('button', { name: 'Make the key' }).click()
  await expect(form.getByLabel('Name')).toHaveAttribute('aria-invalid', 'true')
  await expect(form.getByLabel('Requests a second')).toHaveAttribute('aria-invalid', 'true')
  await form.getByLabel('Name').fill(name)
  await form.getByLabel('Requests a second').fill('')
  await form.getByLabel('It may').selectOption({ label: 'Ask for decisions and change rollouts' })
  await form.getByRole('button', { name: 'Make the key' }).click()

  const shown = page.getByRole('dialog', { name: 'The key is made' })
  await shown.getByRole('button', { name: 'Copy the key' }).click()
  const key = await page.evaluate(() => navigator.clipboard.readText())
  expect(key).toBe(await shown.getByRole('region', { name: 'The key' }).textContent())
  await shown.getByRole('button', { name: 'Close' }).click()
  await expect(page.getByText(key)).toHaveCount(0)

  const program = await playwright.request.newContext({
    baseURL: settings.url,
    extraHTTPHeaders: { authorization: `Bearer ${key}` },
  })
  const status = async () => (await program.get('/api/v1/features')).status()
  expect(await status()).toBe(200)
  await page.getByRole('button', { name: `Revoke the key ${name}` }).click()
  const dialog = page.getByRole('alertdialog', { name: `Revoke the key ${name}?` })
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await dialog.getByRole('button', { name: 'Revoke the key' }).click()
  await expectSaid(page, `The key ${name} is revoked.`)
  await expect(page.getByRole('button', { name: 'Make a key…' })).toBeFocused()
  await expect(page.getByRole('row').filter({ hasText: name })).toContainText('Revoked')
  await expect.poll(status).toBe(401)
  await program.dispose()
})

test('health names each node with its revision, its age, its hit rate and its channel', async ({ page }) => {
  await page.goto('/settings?tab=health')
  await expect(page.getByRole('heading', { name: /^2 of 2 nodes at revision [\d,]+/ })).toBeVisible()
  const nodes = page.getByRole('table', { name: 'Nodes', exact: true })
  for (const kind of ['answers decisions', 'serves the console']) {
    const node = nodes.getByRole('row').filter({ hasText: kind })
    await expect(node).toContainText(/Well[\d,]+[\d.]+ (ms|s)/)
    await expect(node).toContainText('at once')
  }
  await page.getByRole('tab', { name: 'Policy' }).click()
  await expect(page).toHaveURL('/settings?tab=policy')
  await page.goBack()
  await expect(page.getByRole('tab', { name: 'Health' })).toHaveAttribute('aria-selected', 'true')
})

test.describe('support', () => {
  test.use({ storageState: settings.supportSignedInPath })

  test('sees the health, and why the rest is not shown', async ({ page }) => {
    await page.goto('/settings')
    await expect(page.getByRole('table', { name: 'Nodes', exact: true })).toBeVisible()
    for (const tab of ['People', 'API keys', 'Policy']) {
      await page.getByRole('tab', { name: tab }).click()
      await expect(page.getByText(/for system admins\. Your role is Support/)).toBeVisible()
      await expect(page.getByRole('tabpanel').getByRole('button')).toHaveCount(0)
    }
  })
})
