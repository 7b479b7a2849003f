import { expectNoBarrier } from './support/barriers'
import { expect, test } from './support/test'

const ONES = [
  ['/features/no_such_feature', 'feature'],
  ['/projects/no-such-project', 'project'],
  ['/sections/no-such-section', 'section'],
  ['/publishers/no-such-publisher', 'publisher'],
  ['/accounts/user/no-such-user', 'account'],
  ['/accounts/robot/1', 'account'],
  ['/features/no%20name', 'feature'],
] as const

test('what is not there is answered with 404 and a page that says so', async ({ page, watched }) => {
  watched.allowStatus(404)
  for (const [path, noun] of ONES) {
    const response = await page.goto(path)
    expect(response?.status(), path).toBe(404)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`There is no such ${noun}`)
    await expect(page).toHaveTitle('Not found · Aviary')
  }
  await expectNoBarrier(page)
})
