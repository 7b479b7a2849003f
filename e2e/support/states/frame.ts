import type { Page } from '@playwright/test'
import { holdStream, turnStream } from '../held-stream'
import { alive, answered, askAgain, press, questions, refused, type State, said, seen, steps } from './state'

const ONE = '/?q=adaptive_duplication'
const USER_MENU = /account, theme, sign out/

/** Opens the search and looks for something there. */
const search = (text: string) => async (page: Page) => {
  await page.keyboard.press('Control+K')
  await page.getByRole('dialog', { name: 'Search' }).getByRole('combobox').fill(text)
}

const withClock = (page: Page) => page.clock.install()
const after = (time: string) => (page: Page) => page.clock.fastForward(time)

/** What stands around every page, and what may come over any of them. */
export const FRAME: readonly State[] = [
  {
    name: 'palette, found',
    path: ONE,
    settle: steps(alive, search('chem'), seen('option')),
  },
  { name: 'palette, nothing', path: ONE, settle: steps(alive, search('no-such-thing'), said(/^Nothing fits/)) },
  {
    name: 'palette, searching',
    path: ONE,
    settle: steps(alive, questions('search*', 'unanswered'), search('chemistry'), said('Searching …')),
  },
  {
    name: 'palette, failing',
    path: ONE,
    noise: refused(503),
    settle: steps(alive, questions('search*', 'failing'), search('chemistry'), said(/^The search did not work/)),
  },
  {
    name: 'menu of the person',
    path: ONE,
    settle: steps(alive, press(USER_MENU), seen('menu')),
  },
  {
    name: 'navigation unfolded',
    path: ONE,
    before: (page) => page.setViewportSize({ width: 320, height: 640 }),
    settle: steps(alive, press('Menu'), seen('navigation', 'Main')),
  },
  { name: 'paused', path: ONE, settle: steps(alive, press('Pause live updates'), said(/^Paused/)) },
  {
    name: 'disconnected',
    path: ONE,
    before: steps(withClock, holdStream),
    settle: steps(alive, (page) => turnStream(page, 'onerror'), after('00:05'), said('Connection lost, trying again')),
  },
  {
    name: 'not ready',
    path: ONE,
    noise: refused(503),
    before: (page) =>
      page.route('**/api/health/ready', (route) =>
        route.fulfill({
          status: 503,
          json: { status: 'not_ready', problems: ['database_unreachable'], revision: null },
        }),
      ),
    settle: said(/^Not ready/),
  },
  {
    name: 'session near its end',
    path: ONE,
    // From now on it lasts two hours.
    before: steps(withClock, (page) => page.request.get('/api/auth/session')),
    settle: steps(alive, after('01:59:41'), seen('alertdialog', 'Your session ends in 20 seconds')),
  },
  {
    name: 'session ended',
    path: ONE,
    noise: refused(401),
    before: withClock,
    settle: steps(alive, after('12:00:01'), seen('alertdialog', 'Your session has ended')),
  },
  {
    name: 'page failed',
    path: '/',
    noise: /./,
    settle: steps(
      alive,
      answered('board', { revision: 0, features: [{ name: 'broken' }] }),
      askAgain,
      seen('heading', 'This page could not be shown'),
    ),
  },
]
