import { setInternal } from './support/as-admin'
import { gate } from './support/gate'
import { hear } from './support/hear'
import { changesSentBy } from './support/stages'
import { alive } from './support/states/state'
import { expect, test } from './support/test'

for (const { where, path, name } of [
  { where: 'an account', path: '/accounts/user/1044', name: 'Internal' },
  { where: 'a section', path: '/sections/77', name: 'Opted in to adaptive_duplication' },
  { where: 'the policy', path: '/settings?tab=policy', name: 'Support may mark accounts as internal' },
])
  test(`the switch of ${where} says On or Off, asks on Space, and stays as it is until it is answered`, async ({
    page,
  }) => {
    const sent = changesSentBy(page)
    await page.goto(path)
    await alive(page)
    const toggle = page.getByRole('switch', { name, exact: true })
    const isOn = (await toggle.getAttribute('aria-checked')) === 'true'
    await expect(toggle.locator('xpath=following-sibling::span').first()).toHaveText(isOn ? 'On' : 'Off')
    await toggle.focus()
    await page.keyboard.press('Space')
    await page.getByRole('alertdialog').waitFor()
    await page.keyboard.press('Escape')
    await expect(toggle).toBeFocused()
    await expect(toggle).toHaveAttribute('aria-checked', String(isOn))
    expect(sent).toEqual([])
  })

test('a switch whose change fails stays as it is and says so; it is sent once, and once more on another try', async ({
  page,
  request,
  watched,
}) => {
  watched.allow(/net::ERR_FAILED/)
  await setInternal(request, '1045', false)
  await page.goto('/accounts/user/1045')
  await alive(page)
  // Found by its id: behind a dialog it has no role.
  const toggle = page.locator('#internal')
  const heard = await hear(page)
  const sent = changesSentBy(page)
  await toggle.focus()
  await page.keyboard.press('Space')
  const dialog = page.getByRole('alertdialog')
  await dialog.getByLabel('Note').fill('Kept through the failure')
  const button = dialog.getByRole('button', { name: 'Mark as internal' })

  const failure = gate()
  await page.route('**/accounts/user/1045', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback()
    await failure.opened
    await route.abort()
  })
  await button.click()
  await expect(button).toHaveAttribute('aria-busy', 'true')
  await button.click({ force: true })
  await page.keyboard.press('Enter')
  failure.open()
  await expect(dialog.getByText(/Aviary can’t be reached/)).toBeVisible()
  await expect(dialog.getByLabel('Note')).toHaveValue('Kept through the failure')
  await expect(toggle).toHaveAttribute('aria-checked', 'false')
  expect(sent).toHaveLength(1)
  expect((await heard()).filter((text) => text.includes('can’t be reached'))).toHaveLength(1)

  await page.unroute('**/accounts/user/1045')
  await button.click()
  await expect(dialog).toBeHidden()
  await expect(toggle).toHaveAttribute('aria-checked', 'true')
  await expect(toggle).toBeFocused()
  expect(sent).toHaveLength(2)
  expect((await heard()).filter((text) => text.endsWith('is internal now.'))).toHaveLength(1)
})
