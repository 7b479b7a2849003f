import type { Page } from '@playwright/test'
import { expectNoBarrier } from './support/barriers'
import { type Extremes, makeExtremes } from './support/extremes'
import { expectNothingLost } from './support/layout'
import { alive, counted, press, seen, steps } from './support/states/state'
import { expect, test } from './support/test'

interface Strained {
  readonly where: string
  readonly pathOf: (made: Extremes) => string
  readonly settle: (page: Page) => Promise<unknown>
}

const inPath = encodeURIComponent
const PAGES: readonly Strained[] = [
  { where: 'the board', pathOf: ({ feature }) => `/?q=${feature}`, settle: seen('list', 'Features') },
  {
    where: 'the feature’s page',
    pathOf: ({ feature }) => `/features/${feature}`,
    settle: seen('table', /^Places of/),
  },
  {
    where: 'a stage’s dialog',
    pathOf: ({ feature }) => `/features/${feature}`,
    settle: steps(press(/^Promote to 5%/), counted),
  },
  {
    where: 'the list of publishers',
    pathOf: ({ publisherId }) => `/publishers?q=${publisherId}`,
    settle: seen('table'),
  },
  { where: 'the publisher', pathOf: ({ publisherId }) => `/publishers/${publisherId}`, settle: seen('table') },
  {
    where: 'an exemption’s dialog',
    pathOf: ({ publisherId }) => `/publishers/${publisherId}`,
    settle: steps(press(/^Change the exemption/), counted),
  },
  { where: 'the list of projects', pathOf: ({ projectId }) => `/projects?q=${projectId}`, settle: seen('table') },
  { where: 'the project', pathOf: ({ projectId }) => `/projects/${projectId}`, settle: seen('list', 'Features') },
  { where: 'the list of sections', pathOf: ({ sectionId }) => `/sections?q=${sectionId}`, settle: seen('table') },
  { where: 'the section', pathOf: ({ sectionId }) => `/sections/${sectionId}`, settle: seen('list', 'Features') },
  { where: 'the list of accounts', pathOf: ({ userId }) => `/accounts?q=${userId}`, settle: seen('table') },
  { where: 'the account', pathOf: ({ userId }) => `/accounts/user/${userId}`, settle: seen('table') },
  {
    where: 'an explanation',
    pathOf: ({ feature, userId, sectionId }) =>
      `/explain?feature=${feature}&actor=user:${inPath(userId)}&resource=section:${inPath(sectionId)}`,
    settle: seen('heading', /may not use/),
  },
  {
    where: 'the trail, an entry open',
    pathOf: ({ feature }) => `/audit?feature=${feature}`,
    settle: steps(press(/, entry \d+/), seen('table', /^What changed/)),
  },
]

// One import runs at a time.
test.describe.configure({ mode: 'default' })

let made: Extremes
test.beforeAll(async ({ request }) => {
  made = await makeExtremes(request)
})

for (const { where, pathOf, settle } of PAGES)
  test(`names of 255 characters, notes of 2,000, right to left and emoji leave ${where} whole`, async ({ page }) => {
    await page.goto(pathOf(made))
    await alive(page)
    await settle(page)
    await expectNoBarrier(page)
    await expectNothingLost(page)
  })

test('the search shows what is as long as it may be, and a note keeps its own direction', async ({ page }) => {
  await page.goto(`/publishers/${made.publisherId}`)
  await alive(page)
  await expect(page.getByText(made.note.slice(0, 60)).first()).toHaveAttribute('dir', 'auto')
  await page.keyboard.press('Control+K')
  await page.getByRole('combobox', { name: 'Search everything' }).fill(made.feature.slice(0, 12))
  await seen('option', new RegExp(made.feature.slice(0, 12)))(page)
  await expectNothingLost(page)
})
