import { expectNoBarrier } from './support/barriers'
import { hurry, openBoard } from './support/board'
import { expect, signedOutTest, test } from './support/test'

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1280, 320]) {
    const look = { colorScheme, viewport: { width, height: width === 320 ? 256 : 800 } }

    signedOutTest.describe(`${colorScheme}, ${width} px, signed out:`, () => {
      signedOutTest.use(look)

      signedOutTest('sign-in has no barrier', async ({ page }) => {
        await page.goto('/sign-in')
        await expectNoBarrier(page)
        await page.getByRole('button', { name: 'Sign in' }).click()
        await page.getByText('Something is missing').waitFor()
        await expectNoBarrier(page)
      })

      signedOutTest('a page that is not there has no barrier', async ({ page, watched }) => {
        watched.allowStatus(404)
        await page.goto('/not/there')
        await expect(page).toHaveTitle('Not found · Aviary')
        await expectNoBarrier(page)
      })
    })

    test.describe(`${colorScheme}, ${width} px:`, () => {
      test.use(look)

      test('the board has no barrier', async ({ page }) => {
        await openBoard(page)
        await expectNoBarrier(page)
      })

      test('the dialog has no barrier', async ({ page }) => {
        await openBoard(page)
        await page.getByRole('button', { name: 'Ask for a decision…', exact: true }).click()
        await page.getByRole('dialog').waitFor()
        await expectNoBarrier(page)
      })

      test('the board in trouble, and without features, has no barrier', async ({ page, watched }) => {
        watched.allowStatus(503)
        await openBoard(page)
        const features = '**/api/console/board'
        await page.route(features, (route) => route.fulfill({ status: 503, json: { detail: 'The database rests.' } }))
        await hurry(page)
        await page.getByText('The database rests.').waitFor()
        await expectNoBarrier(page)
        await page.unroute(features)
        await page.route(features, (route) => route.fulfill({ json: { revision: 0, features: [] } }))
        await hurry(page)
        await page.getByText('No features yet').waitFor()
        await expectNoBarrier(page)
      })
    })
  }
}
