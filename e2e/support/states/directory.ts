import type { Page } from '@playwright/test'
import { makeFeature } from '../as-admin'
import { setExemption } from '../rules'
import {
  alive,
  aliveThen,
  asking,
  counted,
  fill,
  press,
  questions,
  refused,
  type State,
  said,
  seen,
  steps,
  UNREACHED,
} from './state'

const BULK_ROWS = ['type,id,is_internal,note', 'user,1042,true,Pilot', 'user,nobody-here,true,Pilot']
const rowsTried = steps(fill('Or paste them here', BULK_ROWS.join('\n')), press(/^Try it/), said('1 row at fault'))

/** Opens the dialog that removes an exemption made for it. */
async function removal(page: Page): Promise<void> {
  const feature = await makeFeature(page.request)
  await setExemption(page.request, feature, '5', { effect: 'deny', note: 'Not yet' })
  await page.goto('/publishers/5')
  await alive(page)
  await page
    .getByRole('row')
    .filter({ hasText: feature })
    .getByRole('button', { name: /^Remove/ })
    .click()
  await counted(page)
}

/** Publishers, projects and sections. */
export const PLACES: readonly State[] = [
  { name: 'publishers', path: '/publishers', settle: aliveThen(seen('table')) },
  {
    name: 'publishers, being read',
    path: '/publishers',
    settle: aliveThen(
      questions('publishers*', 'unanswered'),
      asking('publishers*', fill('Search the publishers', 'p')),
    ),
  },
  {
    name: 'publishers, failing',
    path: '/publishers',
    noise: refused(503),
    settle: aliveThen(questions('publishers*', 'failing'), fill('Search the publishers', 'p'), said(/can’t be/)),
  },
  { name: 'publisher', path: '/publishers/1', settle: aliveThen(seen('table')) },
  {
    name: 'publisher, exemption at fault',
    path: '/publishers/1',
    settle: aliveThen(press('Add an exemption…'), press('Add the exemption'), said('Nothing was changed yet')),
  },
  { name: 'publisher, removal of an exemption', path: '/', settle: aliveThen(removal) },
  { name: 'projects', path: '/projects', settle: aliveThen(seen('table')) },
  { name: 'projects, none found', path: '/projects?q=no+such+project', settle: aliveThen(said('No projects found')) },
  { name: 'project', path: '/projects/12', settle: aliveThen(seen('list', 'Features')) },
  {
    name: 'project, not there',
    path: '/projects/no-such-project',
    noise: refused(404),
    settle: seen('heading', 'There is no such project'),
  },
  { name: 'sections', path: '/sections', settle: aliveThen(seen('table')) },
  { name: 'section', path: '/sections/77', settle: aliveThen(seen('list', 'Features')) },
  {
    name: 'section, as support',
    path: '/sections/77',
    who: 'support',
    settle: aliveThen(seen('list', 'Features')),
  },
  {
    name: 'section, opt-in dialog',
    path: '/sections/77',
    settle: aliveThen((page) => page.getByRole('switch').first().click(), counted),
  },
]

export const ACCOUNTS: readonly State[] = [
  { name: 'accounts', path: '/accounts?q=jansen', settle: aliveThen(seen('table', 'Accounts')) },
  { name: 'accounts, nobody', path: '/accounts?q=nobody-is-called-so', settle: aliveThen(said('Nobody fits')) },
  {
    name: 'accounts, being read',
    path: '/accounts',
    settle: aliveThen(questions('accounts*', 'unanswered'), asking('accounts*', fill('Search', 'jansen'))),
  },
  {
    name: 'accounts, unreachable',
    path: '/accounts',
    noise: UNREACHED,
    settle: aliveThen(questions('accounts*', 'unreached'), fill('Search', 'jansen'), said('Aviary can’t be reached.')),
  },
  { name: 'account', path: '/accounts/user/1042', settle: aliveThen(seen('switch', 'Internal')) },
  {
    name: 'account, internal dialog',
    path: '/accounts/user/1042',
    settle: aliveThen(press('Internal', 'switch'), seen('region', 'What would change'), (page) =>
      page.getByRole('progressbar').waitFor({ state: 'detached' }),
    ),
  },
  {
    name: 'account, not there',
    path: '/accounts/user/nobody-here',
    noise: refused(404),
    settle: seen('heading', 'There is no such account'),
  },
  { name: 'many accounts', path: '/accounts/bulk', settle: aliveThen(seen('heading', 'Change many accounts')) },
  { name: 'many accounts, at fault', path: '/accounts/bulk', settle: aliveThen(rowsTried) },
  {
    name: 'many accounts, confirmation',
    path: '/accounts/bulk',
    settle: aliveThen(
      fill('Or paste them here', BULK_ROWS.slice(0, 2).join('\n')),
      press(/^Try it/),
      press(/^Change 1 account…/),
      seen('alertdialog'),
    ),
  },
]
