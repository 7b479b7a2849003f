import { openBoard } from './support/board'
import { expect, test } from './support/test'

test('the skip link is seen when it is reached, and leads past the header', async ({ page }) => {
  await openBoard(page)
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeInViewport()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Ask for a decision…', exact: true })).toBeFocused()
})

test('keys do nothing to a stage', async ({ page }) => {
  await openBoard(page)
  const sent: string[] = []
  page.on('request', (request) => request.method() !== 'GET' && sent.push(request.url()))
  const ladder = page.getByRole('list', { name: 'Global stage of adaptive_duplication' })
  await ladder.click()
  for (const key of ['ArrowRight', 'ArrowUp', 'End', 'Enter', 'Space']) await page.keyboard.press(key)
  expect(sent).toEqual([])
})
