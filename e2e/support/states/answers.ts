import type { Page } from '@playwright/test'
import { makeFeature, newFeatureFirstAt } from '../as-admin'
import { climb, setExemption } from '../rules'
import { alive, aliveThen, answered, press, questions, refused, type State, said, seen, steps } from './state'

const QUESTION = '?feature=adaptive_duplication&actor=user:1042&resource=section:77'

/** Asks about somebody who is not among the five per cent but among the fifty, of a feature made for it. */
async function deniedByCohort(page: Page): Promise<void> {
  const feature = await newFeatureFirstAt(page.request, 'fifty_percent', '1')
  await climb(page.request, feature, 'global', ['internal_only', 'five_percent'])
  await page.goto(`/explain?feature=${feature}&actor=user:1&resource=section:77`)
  await steps(alive, seen('heading', /may not use/))(page)
}

const firstEntry = press(/, entry \d+/)

/** Why somebody sees something, what was changed, who may what, how a program asks. */
export const EXPLAIN: readonly State[] = [
  { name: 'explain, nothing asked', path: '/explain', settle: aliveThen(seen('heading', 'Ask about somebody')) },
  {
    name: 'explain, at fault',
    path: '/explain',
    settle: aliveThen(press('Explain'), said('Something is missing')),
  },
  {
    name: 'explain, suggestions',
    path: '/explain',
    settle: aliveThen(
      (page) => page.getByRole('combobox', { name: 'Feature', exact: true }).fill('adaptive'),
      seen('option'),
    ),
  },
  { name: 'explain, denied', path: '/', settle: deniedByCohort },
  {
    name: 'explain, allowed',
    path: '/explain?feature=accessible_figures&actor=author:1&resource=project:12',
    settle: aliveThen(seen('heading', /may use/)),
  },
  {
    name: 'explain, being asked',
    path: `/explain${QUESTION}`,
    before: questions('explain', 'unanswered'),
    settle: alive,
  },
  {
    name: 'explain, failing',
    path: `/explain${QUESTION}`,
    noise: refused(503),
    before: questions('explain', 'failing'),
    settle: aliveThen(said('The database can’t be read.')),
  },
  {
    name: 'explain, no such feature',
    path: '/explain?feature=no_such_feature&actor=user:1&resource=section:77',
    noise: refused(404),
    settle: aliveThen(said('This can’t be decided')),
  },
]

export const AUDIT: readonly State[] = [
  { name: 'audit', path: '/audit?action=rollout.added', settle: aliveThen(seen('button', /, entry \d+/)) },
  {
    name: 'audit, entry open',
    path: '/audit?action=rollout.added',
    settle: aliveThen(firstEntry, seen('table', /^What changed/)),
  },
  { name: 'audit, none', path: '/audit?feature=no_such_feature', settle: aliveThen(said('No change fits')) },
  {
    name: 'audit, failing',
    path: '/audit?action=rollout.added',
    noise: refused(503),
    settle: aliveThen(
      questions('audit?*', 'failing'),
      (page) => page.getByLabel('Action', { exact: true }).selectOption(''),
      said(/can’t be/),
    ),
  },
  {
    name: 'audit, verified',
    path: '/audit?feature=no_such_feature',
    settle: aliveThen(press('Verify the trail'), said(/^Its head is entry/)),
  },
]

const AGES_AGO = new Date(0).toISOString()
const STALE = {
  atFull: [{ feature: 'adaptive_duplication', since: AGES_AGO, placesBelow: 2, denies: 1 }],
  notAsked: [{ feature: 'adaptive_duplication', askedAt: null, countedSince: AGES_AGO, optIns: 1200 }],
  unknown: [{ feature: 'x'.repeat(255), atLeast: 12_345, nodes: 3, since: AGES_AGO, isArchived: false }],
}

/** Makes an exemption that the week's report tells of. */
async function reported(page: Page): Promise<void> {
  const feature = await makeFeature(page.request)
  await setExemption(page.request, feature, '3', { effect: 'deny', note: 'For a look' })
  await page.goto('/reports')
  await seen('table')(page)
}

export const REPORTS: readonly State[] = [
  { name: 'reports', path: '/', settle: reported },
  {
    name: 'reports, none',
    path: '/reports?until=2020-01-01T00:00:00Z',
    before: answered('reports/stale-features', STALE),
    settle: aliveThen(said('No exemption was touched')),
  },
]

export const SETTINGS: readonly State[] = [
  { name: 'people', path: '/settings', settle: aliveThen(seen('table', 'People')) },
  { name: 'menu of somebody', path: '/settings', settle: aliveThen(press(/^Actions for/), seen('menu')) },
  {
    name: 'people, invitation at fault',
    path: '/settings',
    settle: aliveThen(press('Invite somebody…'), press('Invite'), said('Nobody was invited yet')),
  },
  {
    name: 'people, role dialog',
    path: '/settings',
    settle: aliveThen(
      press(/^Actions for .*support/i),
      (page) => page.getByRole('menuitem', { name: /^Make system admin/ }).click(),
      seen('alertdialog'),
    ),
  },
  { name: 'keys', path: '/settings?tab=keys', settle: aliveThen(seen('table', 'Keys, and what each may')) },
  {
    name: 'keys, being read',
    path: '/settings',
    settle: aliveThen(questions('keys*', 'unanswered'), press('API keys', 'tab'), said('Reading the keys …')),
  },
  {
    name: 'keys, failing',
    path: '/settings',
    noise: refused(503),
    settle: aliveThen(questions('keys*', 'failing'), press('API keys', 'tab'), said(/can’t be shown/)),
  },
  {
    name: 'keys, new one at fault',
    path: '/settings?tab=keys',
    settle: aliveThen(press('Make a key…'), press(/^Make the key/), said('No key was made yet')),
  },
  {
    name: 'keys, revocation',
    path: '/settings?tab=keys',
    settle: aliveThen(press(/^Revoke the key/), seen('alertdialog')),
  },
  { name: 'policy', path: '/settings?tab=policy', settle: aliveThen(seen('switch')) },
  {
    name: 'policy, dialog',
    path: '/settings?tab=policy',
    settle: aliveThen((page) => page.getByRole('switch').click(), seen('alertdialog')),
  },
  { name: 'health', path: '/settings?tab=health', settle: aliveThen(seen('table')) },
  {
    name: 'people, as support',
    path: '/settings?tab=people',
    who: 'support',
    settle: aliveThen(said('People are for system admins.')),
  },
]

export const REFERENCE: readonly State[] = [
  { name: 'reference', path: '/reference', settle: aliveThen(seen('navigation', 'Operations')) },
  {
    name: 'reference, none',
    path: '/reference',
    settle: aliveThen(
      (page) => page.getByRole('searchbox', { name: 'Search the operations' }).fill('no such thing'),
      said('No operation fits'),
    ),
  },
]
