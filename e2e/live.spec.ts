import type { Page } from '@playwright/test'
import { openBoard } from './support/board'
import { expect, test } from './support/test'

/** Puts a stream of the test's own in the place of the browser's, before the page starts. */
async function holdStream(page: Page): Promise<void> {
  await page.addInitScript(() => {
    class Stream extends EventTarget {
      static readonly CLOSED = 2
      readyState = 1
      onopen: (() => void) | null = null
      onerror: (() => void) | null = null
      constructor() {
        super()
        Object.assign(window, { stream: this })
        setTimeout(() => this.onopen?.())
      }
      close() {}
    }
    Object.assign(window, { EventSource: Stream })
  })
}

interface Held extends EventTarget {
  onopen: () => void
  onerror: () => void
}

const send = (page: Page, type: string, revisions: readonly number[], feature = 'adaptive_duplication') =>
  page.evaluate(
    ([type, revisions, feature]) => {
      const { stream } = window as unknown as { stream: Held }
      for (const revision of revisions)
        stream.dispatchEvent(new MessageEvent(type, { data: JSON.stringify({ revision, feature }) }))
    },
    [type, revisions, feature] as const,
  )

const turn = (page: Page, how: 'onopen' | 'onerror') =>
  page.evaluate((how) => (window as unknown as { stream: Held }).stream[how](), how)

/** Everything that the live region has said since. */
async function heard(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(() => {
    const said: string[] = []
    Object.assign(window, { said })
    const region = document.querySelector('[data-announcer=polite]') as Element
    new MutationObserver(() => said.push(region.textContent ?? '')).observe(region, { childList: true })
  })
  return () => page.evaluate(() => (window as unknown as { said: string[] }).said)
}

const BOARD = '**/api/console/board'

test.describe('with a stream of the test’s own:', () => {
  test.beforeEach(async ({ page }) => {
    await holdStream(page)
    await openBoard(page)
  })

  test('what others change appears and is said once, and the focus stays', async ({ page }) => {
    const said = await heard(page)
    await page.getByRole('button', { name: 'Other stages of adaptive_duplication' }).focus()
    await page.route(BOARD, async (route) => {
      const board = await (await route.fetch()).json()
      const features = board.features.map((each: { name: string }) => ({
        ...each,
        description: 'Changed elsewhere, just now.',
      }))
      await route.fulfill({ json: { ...board, features } })
    })
    await send(page, 'rollout.changed', [900])
    await page.clock.runFor(2000)
    await expect(page.getByText('Changed elsewhere, just now.').first()).toBeVisible()
    expect(await said()).toEqual(['adaptive_duplication was changed elsewhere.'])
    await expect(page.getByRole('button', { name: 'Other stages of adaptive_duplication' })).toBeFocused()
  })

  test('fifty changes in a second make at most two announcements', async ({ page }) => {
    const said = await heard(page)
    // A second of the page's own time, however long this machine takes over it.
    await page.clock.pauseAt(await page.evaluate(() => Date.now() + 2000))
    for (let part = 0; part < 10; part++) {
      await send(
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
    const said = await heard(page)
    await turn(page, 'onerror')
    await turn(page, 'onerror')
    await page.clock.runFor(3000)
    await expect(page.getByText('Connection lost, trying again')).toBeVisible()
    await turn(page, 'onerror')
    await page.clock.runFor(3000)
    await turn(page, 'onopen')
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
    await send(page, 'rollout.changed', [901, 902])
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
