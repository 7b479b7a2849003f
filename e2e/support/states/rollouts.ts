import type { Page } from '@playwright/test'
import { change, makeFeature } from '../as-admin'
import { setStage } from '../rules'
import {
  alive,
  aliveThen,
  answered,
  askAgain,
  counted,
  fill,
  press,
  questions,
  refused,
  type State,
  said,
  seen,
  UNREACHED,
} from './state'

const ONE = '/?q=adaptive_duplication'
const FEATURE = '/features/adaptive_duplication'

/** Opens the dialog of a promotion of a feature made for it. */
async function promotionOfItsOwn(page: Page): Promise<string> {
  const feature = await makeFeature(page.request)
  await page.goto(`/features/${feature}`)
  await alive(page)
  await press(/^Promote to Internal/)(page)
  await counted(page)
  return feature
}

async function conflict(page: Page): Promise<void> {
  const feature = await promotionOfItsOwn(page)
  await fill('Reason (optional)', 'Typed before it changed')(page)
  await setStage(page.request, feature, 'global', 'internal_only')
  await said('It changed meanwhile.')(page)
}

async function archived(page: Page): Promise<void> {
  const feature = await makeFeature(page.request)
  await change(page.request, 'DELETE', `/features/${feature}`, {})
  await page.goto(`/features/${feature}`)
  await said('It is archived.')(page)
}

export const BOARD: readonly State[] = [
  { name: 'board', path: '/?stage=fifty_percent', settle: aliveThen(seen('list', 'Features')) },
  {
    name: 'board, nothing fits',
    path: '/?q=no_such_feature',
    settle: aliveThen((page) => page.getByRole('main').getByRole('heading', { level: 2 }).waitFor()),
  },
  {
    name: 'board, no features',
    path: '/',
    settle: aliveThen(answered('board', { revision: 0, features: [] }), askAgain, seen('heading', 'No features yet')),
  },
  {
    name: 'board, failing',
    path: ONE,
    noise: refused(503),
    settle: aliveThen(questions('board', 'failing'), askAgain, said(/can’t be refreshed/)),
  },
  {
    name: 'board, unreachable',
    path: ONE,
    noise: UNREACHED,
    settle: aliveThen(questions('board', 'unreached'), askAgain, said(/can’t be refreshed/)),
  },
  { name: 'ask dialog', path: ONE, settle: aliveThen(press('Ask for a decision…'), seen('dialog')) },
  {
    name: 'new feature dialog, at fault',
    path: ONE,
    settle: aliveThen(press('New feature…'), press('Make the feature'), said('The feature was not made yet')),
  },
  {
    name: 'promotion dialog',
    path: ONE,
    settle: aliveThen(press(/^Promote to .* adaptive_duplication$/), counted),
  },
  {
    name: 'promotion dialog, counting',
    path: ONE,
    settle: aliveThen(
      questions('features/*/impact*', 'unanswered'),
      press(/^Promote to .* adaptive_duplication$/),
      seen('progressbar'),
    ),
  },
  { name: 'promotion dialog, conflict', path: '/', settle: conflict },
  {
    name: 'menu of stages',
    path: ONE,
    settle: aliveThen(press('Other stages of adaptive_duplication'), seen('menu')),
  },
]

export const FEATURES: readonly State[] = [
  { name: 'feature', path: FEATURE, settle: aliveThen(seen('list', 'Global stage of adaptive_duplication')) },
  {
    name: 'feature, roll-back dialog at fault',
    path: FEATURE,
    settle: aliveThen(press(/^Turn off now/), counted, press('Turn off now'), said('Nothing was changed yet')),
  },
  { name: 'feature, edit dialog', path: FEATURE, settle: aliveThen(press('Edit…'), seen('alertdialog')) },
  { name: 'feature, mode dialog', path: FEATURE, settle: aliveThen(press(/^Make it /), seen('alertdialog')) },
  { name: 'feature, archive dialog', path: FEATURE, settle: aliveThen(press('Archive…'), seen('alertdialog')) },
  {
    name: 'feature, places being read',
    path: FEATURE,
    settle: aliveThen(
      questions('features/*/places*', 'unanswered'),
      fill('Search places', 'x'),
      said('Reading the places …'),
    ),
  },
  { name: 'feature, archived', path: '/', settle: archived },
  {
    name: 'feature, not there',
    path: '/features/no_such_feature',
    noise: refused(404),
    settle: seen('heading', 'There is no such feature'),
  },
]
