import type { Page } from '@playwright/test'
import { hear } from './support/hear'
import { alive, answered, askAgain, fill } from './support/states/state'
import { expect, test } from './support/test'

interface Searched {
  readonly path: string
  readonly search: (page: Page) => Promise<unknown>
  readonly said: RegExp
}

const combobox = (name: string, text: string) => (page: Page) =>
  page.getByRole('combobox', { name, exact: true }).fill(text)

const SEARCHES: readonly Searched[] = [
  { path: '/', search: fill('Search', 'adaptive'), said: /^\d+ (of \d+ )?features?/ },
  { path: '/publishers', search: fill('Search the publishers', 'press'), said: /publishers? found\.$/ },
  { path: '/projects', search: fill('Search the projects', 'chem'), said: /projects? found\.$/ },
  { path: '/accounts', search: fill('Search', 'jansen'), said: /\d+ accounts?[.;]/ },
  { path: '/explain', search: combobox('Feature', 'adaptive'), said: /^\d+ match(es)?\.$/ },
  {
    path: '/reference',
    search: (page) => page.getByRole('searchbox', { name: 'Search the operations' }).fill('audit'),
    said: /^\d+ operations?\.$/,
  },
  {
    path: '/audit',
    search: (page) => page.getByLabel('Action', { exact: true }).selectOption('rollout.added'),
    said: /changes? shown\.$/,
  },
  {
    path: '/accounts/bulk',
    search: async (page) => {
      await page.keyboard.press('Control+K')
      await combobox('Search everything', 'chem')(page)
    },
    said: /^\d+ results?\.$/,
  },
]

test('each search says how many it found, once it has settled', async ({ page }) => {
  for (const { path, search, said } of SEARCHES) {
    await page.goto(path)
    await alive(page)
    const heard = await hear(page)
    await search(page)
    await expect.poll(heard, path).toContainEqual(expect.stringMatching(said))
  }
})

test('a table is sorted by the buttons in its headings, and says by which and how', async ({ page }) => {
  await page.goto('/features/adaptive_duplication')
  await alive(page)
  const to = new Date().toISOString()
  const minutes = [1, 12, 33].map((ago) => new Date(Date.now() - ago * 60_000).toISOString())
  const items = minutes.map((minute, nth) => ({ minute, result: true, decisions: [20, 3, 100][nth] }))
  await answered('features/*/decisions*', { to, items })(page)
  await askAgain(page)
  await page.getByText('As a table').click()
  const table = page.getByRole('table', { name: /^Decisions of the last hour/ })
  const heading = (name: string) => table.getByRole('columnheader', { name })
  await expect(heading('From')).toHaveAttribute('aria-sort', 'ascending')
  await heading('Allowed').getByRole('button').focus()
  await page.keyboard.press('Enter')
  await expect(heading('From')).not.toHaveAttribute('aria-sort')
  await expect(heading('Allowed')).toHaveAttribute('aria-sort', 'ascending')
  await page.keyboard.press('Enter')
  await expect(heading('Allowed')).toHaveAttribute('aria-sort', 'descending')
  await expect(table.getByRole('row').nth(1)).toContainText('100')
  await expect(heading('Allowed').getByRole('button')).toBeFocused()
})
