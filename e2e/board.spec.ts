import type { Locator, Page } from '@playwright/test'
import { settings } from './settings'
import { MADE_BY_A_TEST } from './support/as-admin'
import { hurry, openBoard } from './support/board'
import { expect, test } from './support/test'

const FEATURES = '**/api/console/board'
// Other tests make features of their own meanwhile.
const ofTheDemo = (page: Page, features: Locator) =>
  features.filter({ hasNot: page.getByRole('heading', { name: MADE_BY_A_TEST }) })
const problem = (status: number, detail: string) => ({ status, json: { status, detail } })

test('the board lists the twelve features of the demo, each at one stage', async ({ page }) => {
  const features = ofTheDemo(page, await openBoard(page))
  await expect(page).toHaveTitle('Rollouts · Aviary')
  await expect(features).toHaveCount(12)
  for (const feature of await features.all()) {
    await expect(feature.getByRole('heading', { level: 2 })).toHaveText(/^[\w.-]+$/)
    const isScopedOnly = (await feature.textContent())?.includes('Scoped only')
    await expect(feature.locator('[aria-current=step]')).toHaveCount(isScopedOnly ? 0 : 1)
  }
})

test('the ladder has its five stations in order, and says which is the present one', async ({ page }) => {
  await openBoard(page)
  const ladder = page.getByRole('list', { name: 'Global stage of adaptive_duplication' })
  await expect(ladder.getByRole('listitem')).toHaveText([/^Off/, /^Internal/, /^5%/, /^50%/, /^Full/])
  await expect(ladder.locator('[aria-current=step]')).toHaveText(/now$/)
})

test('the board is there without a script', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, storageState: settings.signedInPath })
  const page = await context.newPage()
  // What is read later than the page's patience needs a script to come into its place.
  await expect(async () => {
    await page.goto('/')
    await expect(page.getByRole('heading', { name: 'adaptive_duplication' })).toHaveCount(1, { timeout: 1000 })
  }).toPass()
  await context.close()
})

test('the status line tells the revision that is served', async ({ page }) => {
  await openBoard(page)
  await expect(page.getByText(/^As of \d\d:\d\d · revision [\d,]+$/)).toBeVisible()
})

test('a change made elsewhere appears by itself', async ({ page }) => {
  const features = await openBoard(page)
  await page.route(FEATURES, async (route) => {
    const board = await (await route.fetch()).json()
    await route.fulfill({ json: { ...board, features: board.features.slice(0, 3) } })
  })
  await hurry(page)
  await expect(features).toHaveCount(3)
})

test('a board that can not be refreshed stays, and says since when', async ({ page, watched }) => {
  watched.allowStatus(503)
  const features = ofTheDemo(page, await openBoard(page))
  await page.route(FEATURES, (route) => route.fulfill(problem(503, 'The database can’t be read.')))
  const trouble = page.getByText(
    /can’t be refreshed\. The database can’t be read\. What stands here was read at \d\d:\d\d/,
  )
  await hurry(page)
  await expect(trouble).toBeVisible()
  await expect(features).toHaveCount(12)
  await page.unroute(FEATURES)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(trouble).toBeHidden()
})

test('a session that ended leads back to sign-in', async ({ page, watched }) => {
  watched.allowStatus(401)
  await openBoard(page)
  await page.route(FEATURES, (route) => route.fulfill(problem(401, 'Your session has ended.')))
  await hurry(page)
  await expect(page.getByText('You are signed out.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Sign in again' })).toHaveAttribute('href', '/sign-in')
})

test('a board without features says how they come in', async ({ page }) => {
  await openBoard(page)
  await page.route(FEATURES, (route) => route.fulfill({ json: { revision: 0, features: [] } }))
  await hurry(page)
  await expect(page.getByRole('heading', { name: 'No features yet' })).toBeVisible()
})

test('decisions are answered while the console serves', async ({ page, request }) => {
  const ask = () =>
    request.post('/api/decision', {
      headers: { Authorization: `Bearer ${settings.key}` },
      data: {
        feature: 'adaptive_duplication',
        actor: { type: 'user', id: '1042' },
        resource: { type: 'section', id: '77' },
      },
    })
  const [answers] = await Promise.all([Promise.all(Array.from({ length: 20 }, ask)), openBoard(page)])
  for (const answer of answers) {
    expect(answer.status()).toBe(200)
    expect(await answer.json()).toMatchObject({ feature: 'adaptive_duplication', result: expect.any(Boolean) })
  }
})
