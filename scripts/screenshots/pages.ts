import type { Page } from 'playwright'

/** A picture that is taken: where, and what is done there first. */
export interface Shot {
  readonly name: string
  readonly path: string
  readonly who?: 'nobody'
  /** Brings the page into the state that is shown, such as an open dialog. */
  readonly prepare?: (page: Page) => Promise<unknown>
}

/** Every page of the console, one line each; states of a page are lines of their own. */
export const SHOTS: readonly Shot[] = [
  { name: 'sign-in', path: '/sign-in', who: 'nobody' },
  {
    name: 'sign-in-faults',
    path: '/sign-in',
    who: 'nobody',
    prepare: (page) => page.getByRole('button', { name: 'Sign in' }).click(),
  },
  { name: 'not-found', path: '/not/there' },
  { name: 'rollouts', path: '/' },
  {
    name: 'rollouts-ask',
    path: '/',
    prepare: (page) => page.getByRole('button', { name: 'Ask for a decision…', exact: true }).click(),
  },
  { name: 'palette', path: '/', prepare: (page) => page.keyboard.press('Control+K') },
  {
    name: 'menu',
    path: '/',
    prepare: async (page) => {
      const menu = page.getByRole('button', { name: 'Menu', exact: true })
      if (await menu.isVisible()) await menu.click()
      await page.getByRole('button', { name: /account, theme, sign out/ }).click()
    },
  },
]
