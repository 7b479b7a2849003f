import type { Locator, Page } from '@playwright/test'
import { expect } from './test'

export const dialogOf = (page: Page) => page.getByRole('alertdialog')

/** A feature's row where features are listed: on the board, or on a project's or a section's page. */
export const rowOf = (page: Page, feature: string) =>
  page
    .getByRole('list', { name: 'Features' })
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: feature, exact: true }) })

/** Opens the board on the features whose names hold a text, and waits until it is alive. */
export async function openRow(page: Page, feature: string, sort = ''): Promise<Locator> {
  await page.goto(`/?q=${feature}${sort === '' ? '' : `&sort=${sort}`}`)
  await page.getByText('Live', { exact: true }).waitFor()
  return rowOf(page, feature)
}

/** Chooses in the menu of a row. */
export async function choose(page: Page, row: Locator, item: string): Promise<void> {
  await row.getByRole('button', { name: /^Other stages of/ }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

/** Says why, if a reason is given, and does it. */
export async function confirm(page: Page, action: string, reason = ''): Promise<void> {
  const dialog = dialogOf(page)
  if (reason !== '') await dialog.getByLabel(/^Reason/).fill(reason)
  await dialog.getByRole('button', { name: action, exact: true }).click()
  await expect(dialog).toBeHidden()
  await expectFocus(page)
}

/** The focus is at something, and not lost. */
export const expectFocus = (page: Page) =>
  expect.poll(() => page.evaluate(() => document.activeElement?.tagName ?? 'BODY')).not.toBe('BODY')

/** Every request from now on that may change something. */
export function changesSentBy(page: Page): readonly string[] {
  const sent: string[] = []
  page.on('request', (request) => {
    if (request.method() !== 'GET' && !request.url().endsWith('/impact')) sent.push(request.url())
  })
  return sent
}

/** What was said of a person's own actions: what others change meanwhile is told too. */
export const ownOf = (said: readonly string[], feature: string) =>
  said.filter((text) => !text.endsWith('made elsewhere.') && (text.includes(feature) || !text.endsWith('elsewhere.')))
