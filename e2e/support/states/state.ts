import type { Page } from '@playwright/test'

/** A page of the console in one of the states in which people meet it. */
export interface State {
  readonly name: string
  readonly path: string
  readonly who?: 'nobody' | 'support'
  /** What the browser says on its console on the way there, where that is part of the state. */
  readonly noise?: RegExp
  /** What is done before the page is opened. */
  readonly before?: (page: Page) => Promise<unknown>
  /** Brings the page from how it opens into the state, and waits until that stands. */
  readonly settle: (page: Page) => Promise<unknown>
}

export const refused = (status: number) => new RegExp(`status of ${status}`)
export const UNREACHED = /net::ERR_FAILED/

/** Waits until something is seen. */
export const seen = (role: Parameters<Page['getByRole']>[0], name?: string | RegExp) => (page: Page) =>
  page
    .getByRole(role, name === undefined ? {} : { name })
    .first()
    .waitFor()

export const said = (text: string | RegExp) => (page: Page) => page.getByText(text).first().waitFor()

/** Presses a button, a link, a switch. */
export const press = (name: string | RegExp, role: 'button' | 'link' | 'switch' | 'tab' = 'button') => {
  const exact = typeof name === 'string'
  return (page: Page) => page.getByRole(role, { name, exact }).first().click()
}

export const fill = (label: string, text: string) => (page: Page) => page.getByLabel(label, { exact: true }).fill(text)

/** One after another. */
export const steps =
  (...all: readonly ((page: Page) => Promise<unknown>)[]) =>
  async (page: Page) => {
    for (const step of all) await step(page)
  }

const ANSWERS = {
  failing: { status: 503, json: { status: 503, detail: 'The database can’t be read.' } },
} as const

/** What is asked for from now on fails, is never answered, or is not reached. */
export const questions = (path: string, fate: 'failing' | 'unanswered' | 'unreached') => (page: Page) =>
  page.route(`**/api/console/${path}`, (route) => {
    if (fate === 'unreached') return route.abort()
    if (fate === 'failing') return route.fulfill(ANSWERS.failing)
  })

/** Does what makes the page ask for something, and waits until it has asked. */
export const asking = (path: string, act: (page: Page) => Promise<unknown>) => (page: Page) =>
  Promise.all([page.waitForRequest(`**/api/console/${path}`), act(page)])

/** What is asked for from now on is answered with this. */
export const answered = (path: string, json: object) => (page: Page) =>
  page.route(`**/api/console/${path}`, (route) => route.fulfill({ json }))

/** Has an open page ask again for everything that it shows. */
export const askAgain = steps(press('Pause live updates'), press('Resume live updates'))

/** Waits until the console's frame is alive. */
export const alive = (page: Page) =>
  page
    .getByText(/revision [\d,]+$/)
    .first()
    .waitFor()

/** The frame first, then one after another. */
export const aliveThen = (...all: readonly ((page: Page) => Promise<unknown>)[]) => steps(alive, ...all)

/** Waits until a dialog has counted who is concerned. */
export const counted = (page: Page) =>
  page
    .getByRole('alertdialog')
    .getByText(/^Counted over/)
    .waitFor()
