import { alive } from './support/states/state'
import { expect, test } from './support/test'

test('each way in the navigation leads to a page of its own title, and the focus to its heading', async ({ page }) => {
  await page.goto('/')
  await alive(page)
  const links = page.getByRole('navigation', { name: 'Main' }).getByRole('link')
  const names = await links.allTextContents()
  const titles = [await page.title()]
  for (const name of names.slice(1)) {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }).focus()
    await page.keyboard.press('Enter')
    const heading = page.getByRole('heading', { level: 1 })
    await expect(heading).not.toHaveText(titles.at(-1)?.split(' · ')[0] ?? '')
    await expect(heading).toBeFocused()
    await expect(page).toHaveTitle(`${await heading.textContent()} · Aviary`)
    await expect(
      page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }),
    ).toHaveAttribute('aria-current', 'page')
    titles.push(await page.title())
  }
  expect(new Set(titles).size).toBe(names.length)
})
