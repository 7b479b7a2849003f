import type { Page } from '@playwright/test'
import { openBoard } from './support/board'
import { hear } from './support/hear'
import { holdStream, sendOnStream, turnStream } from './support/held-stream'
import { expect, test } from './support/test'

const BOARD = '**/api/console/board'

test.describe('with a stream of the test’s own:', () => {
  test.beforeEach(async ({ page }) => {
    await holdStream(page)
    await openBoard(page)
  })

  test('what others change appears and is said once, and the focus stays', async ({ page }) => {
    const said = await hear(page)
    await page.getByRole('button', { name: 'Other stages of adaptive_duplication' }).focus()
    await page.route(BOARD, async (route) => {
      const board = await (await route.fetch()).json()
      const features = board.features.map((each: { name: string }) => ({
        ...each,
        description: 'Changed elsewhere, just now.',
      }))
      await route.fulfill({ json: { ...board, features } })
    })
    await sendOnStream(page, 'rollout.changed', [900])
    await page.clock.runFor(2000)
    await expect(page.getByText('Changed elsewhere, just now.').first()).toBeVisible()
    expect(await said()).toEqual(['adaptive_duplication was changed elsewhere.'])
    await expect(page.getByRole('button', { name: 'Other stages of adaptive_duplication' })).toBeFocused()
  })

  test('fifty changes in a second make at most two announcements', async ({ page }) => {
    const said = await hear(page)
    // A second of the page's own time, however long this machine takes over it.
    await page.clock.pauseAt(await page.evaluate(() => Date.now() + 2000))
    for (let part = 0; part < 10; part++) {
      await sendOnStream(
        page,
        'rollout.changed',
        [0, 1, 2, 3, 4].map((nth) => 1000 + part * 5 + nth),
      )
      await page.clock.runFor(100)
    }
    await page.clock.runFor(2000)
    const told = await said()
    expect(told.length).toBeGreaterThan(0)
    expect(told.length).toBeLessThanOrEqual(2)
  })

  test('a lost connection is said once, and once that it is back', async ({ page }) => {
    const said = await hear(page)
    await turnStream(page, 'onerror')
    await turnStream(page, 'onerror')
    await page.clock.runFor(3000)
    await expect(page.getByText('Connection lost, trying again')).toBeVisible()
    await turnStream(page, 'onerror')
    await page.clock.runFor(3000)
    await turnStream(page, 'onopen')
    await expect(page.getByText('Live', { exact: true })).toBeVisible()
    expect(await said()).toEqual([
      'The live connection is lost. What stands here may be out of date.',
      'The live connection is back.',
    ])
  })

  test('updates that are paused wait, are counted, and come in when they are resumed', async ({ page }) => {
    await page.getByRole('button', { name: 'Pause live updates' }).click()
    let asked = 0
    await page.route(BOARD, (route) => {
      asked += 1
      return route.continue()
    })
    await sendOnStream(page, 'rollout.changed', [901, 902])
    await page.clock.runFor(3000)
    await expect(page.getByText('Paused, 2 changes waiting')).toBeVisible()
    expect(asked).toBe(0)
    await page.getByRole('button', { name: 'Resume live updates' }).click()
    await page.clock.runFor(1000)
    await expect.poll(() => asked).toBe(1)
  })
})

test('two tabs share one stream; when the one that holds it closes, the other goes on', async ({ page, context }) => {
  const streams: string[] = []
  context.on('request', (request) => new URL(request.url()).pathname === '/api/events' && streams.push(request.url()))
  const live = (tab: Page) => tab.getByText('Live', { exact: true })
  await page.goto('/')
  await expect(live(page)).toBeVisible()
  const other = await context.newPage()
  await other.goto('/')
  await expect(live(other)).toBeVisible()
  expect(streams).toHaveLength(1)
  await page.close()
  await expect.poll(() => streams.length).toBe(2)
  await expect(live(other)).toBeVisible()
})

test('without a network a link leads nowhere and says so, and leads on when it is back', async ({
  page,
  context,
  watched,
}) => {
  watched.allow(/ERR_INTERNET_DISCONNECTED/)
  await openBoard(page)
  const said = await hear(page)
  await context.setOffline(true)
  await expect(page.getByText('Connection lost, trying again')).toBeVisible()
  await page.getByRole('link', { name: 'Audit' }).click()
  await expect(
    page.getByText('Aviary can’t be reached. You are still on the page where you were.').first(),
  ).toBeVisible()
  expect(await said()).toContain('Aviary can’t be reached. You are still on the page where you were.')
  await expect(page.getByRole('heading', { level: 1, name: 'Rollouts' })).toBeVisible()
  await context.setOffline(false)
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'Audit' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Audit' })).toBeVisible()
})
