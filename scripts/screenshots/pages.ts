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
  { name: 'feature', path: '/features/adaptive_duplication' },
  {
    name: 'feature-promote',
    path: '/features/adaptive_duplication',
    prepare: async (page) => {
      await page
        .getByRole('button', { name: /^Promote to 50%/ })
        .first()
        .click()
      await page
        .getByRole('alertdialog')
        .getByText(/gain access/)
        .waitFor()
    },
  },
  {
    name: 'feature-turn-off',
    path: '/features/adaptive_duplication',
    prepare: async (page) => {
      await page.getByRole('button', { name: /^Turn off now/ }).click()
      await page
        .getByRole('alertdialog')
        .getByText(/lose access/)
        .waitFor()
    },
  },
  { name: 'new-feature', path: '/', prepare: (page) => page.getByRole('button', { name: 'New feature…' }).click() },
  { name: 'accounts', path: '/accounts' },
  { name: 'accounts-none', path: '/accounts?q=nobody-is-called-so' },
  { name: 'account', path: '/accounts/user/1042' },
  {
    name: 'account-internal',
    path: '/accounts/user/1042',
    prepare: async (page) => {
      await page.getByRole('switch', { name: 'Internal' }).click()
      await page.getByRole('progressbar').waitFor({ state: 'detached' })
    },
  },
  {
    name: 'accounts-bulk',
    path: '/accounts/bulk',
    prepare: async (page) => {
      const rows = ['type,id,is_internal,note', 'user,1042,true,Pilot', 'user,nobody,true,Pilot', 'author,1,true,Pilot']
      await page.getByLabel('Or paste them here').fill(rows.join('\n'))
      await page.getByRole('button', { name: /^Try it/ }).click()
      await page.getByText('1 row at fault').waitFor()
    },
  },
  { name: 'explain', path: '/explain' },
  { name: 'explain-deny', path: '/explain?feature=inline_glossary&actor=user:1042&resource=section:77' },
  { name: 'explain-allow', path: '/explain?feature=accessible_figures&actor=author:1&resource=project:12' },
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
  { name: 'audit', path: '/audit' },
  {
    name: 'audit-entry',
    path: '/audit?feature=offline_reader',
    prepare: (page) =>
      page
        .getByRole('button', { name: /, entry \d+/ })
        .first()
        .click(),
  },
  { name: 'audit-none', path: '/audit?feature=no_such_feature' },
  {
    name: 'audit-verify',
    path: '/audit',
    prepare: (page) => page.getByRole('button', { name: 'Verify the trail' }).click(),
  },
  { name: 'settings-people', path: '/settings' },
  {
    name: 'settings-invite',
    path: '/settings',
    prepare: (page) => page.getByRole('button', { name: 'Invite somebody…' }).click(),
  },
  { name: 'settings-keys', path: '/settings?tab=keys' },
  {
    name: 'settings-make-key',
    path: '/settings?tab=keys',
    prepare: (page) => page.getByRole('button', { name: 'Make a key…' }).click(),
  },
  { name: 'settings-policy', path: '/settings?tab=policy' },
  { name: 'settings-health', path: '/settings?tab=health' },
  { name: 'reference', path: '/reference' },
  { name: 'reference-operation', path: '/reference#previewImpact' },
  { name: 'publishers', path: '/publishers' },
  { name: 'projects', path: '/projects' },
  { name: 'projects-none', path: '/projects?q=no+such+project' },
  { name: 'sections', path: '/sections' },
  { name: 'publisher', path: '/publishers/3' },
  {
    name: 'publisher-exempt',
    path: '/publishers/3',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Add an exemption…' }).click()
      await page.getByRole('combobox', { name: 'Feature' }).fill('adaptive_dup')
      await page.getByRole('option', { name: /adaptive_duplication/ }).click()
      await page.getByRole('radio', { name: 'Deny' }).check()
    },
  },
  { name: 'project', path: '/projects/12' },
  { name: 'section', path: '/sections/77' },
  {
    name: 'section-opt-in',
    path: '/sections/77',
    prepare: (page) => page.getByRole('switch').first().click(),
  },
  { name: 'reports', path: '/reports' },
  { name: 'reports-nothing', path: '/reports?until=2020-01-01T00:00:00Z' },
]
