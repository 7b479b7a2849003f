import type { Page } from '@playwright/test'
import { newFeature } from './support/as-admin'
import { stateOf } from './support/states'
import { alive, answered, askAgain, fill, said, seen, steps } from './support/states/state'
import { expectReachedInView, fromTheTop, tabOrder } from './support/tab-walk'
import { expect, signedOutTest, test } from './support/test'

/** Answers with one of the demo's items of a list, however many others there are. */
const onlyDemo = (path: string) => async (page: Page) => {
  const response = await page.request.get(`/api/console/${path}`)
  const { items } = (await response.json()) as { readonly items: readonly { readonly name: string }[] }
  const ofDemo = items.filter(({ name }) => /^Demo( admin)?$/.test(name)).slice(0, 1)
  await answered(`${path}*`, { items: ofDemo, nextCursor: null })(page)
  await askAgain(page)
}

async function itsOwnFeature(page: Page): Promise<void> {
  const feature = await newFeature(page.request)
  await page.goto(`/features/${feature}`)
  await seen('table')(page)
}

interface Walked {
  readonly name: string
  readonly path: string
  readonly settle: (page: Page) => Promise<unknown>
}

const SIGNED_OUT: readonly Walked[] = [
  { name: 'sign-in', path: '/sign-in', settle: seen('heading', 'Sign in') },
  { name: 'set-password', path: '/set-password#none', settle: seen('heading', 'Set your password') },
]

const PAGES: readonly Walked[] = [
  { name: 'board', path: '/?q=adaptive_duplication', settle: said(/^1 of \d+ features$/) },
  { name: 'feature', path: '/', settle: itsOwnFeature },
  { name: 'publishers', path: '/publishers?q=open+press', settle: seen('table') },
  { name: 'projects', path: '/projects?q=chemistry', settle: seen('table') },
  {
    name: 'section',
    path: '/sections/77',
    settle: steps(alive, fill('Search the features', 'adaptive_duplication'), seen('list', 'Features')),
  },
  { name: 'accounts', path: '/accounts?q=1042', settle: seen('table') },
  { name: 'many-accounts', path: '/accounts/bulk', settle: seen('heading', 'Change many accounts') },
  { name: 'explain', path: '/', settle: stateOf('explain, denied').settle },
  { name: 'audit', path: '/audit?feature=no_such_feature', settle: said('No change fits') },
  { name: 'people', path: '/settings', settle: steps(alive, onlyDemo('people')) },
  { name: 'keys', path: '/settings?tab=keys', settle: steps(alive, onlyDemo('keys')) },
  { name: 'policy', path: '/settings?tab=policy', settle: seen('switch') },
  {
    name: 'reference',
    path: '/reference',
    settle: steps(
      alive,
      (page) => page.getByRole('searchbox', { name: 'Search the operations' }).fill('/explain'),
      said(/^POST/),
    ),
  },
]

const walked = async (page: Page, { name, path, settle }: Walked) => {
  await page.goto(path)
  await settle(page)
  await fromTheTop(page)
  expect(`${(await tabOrder(page)).join('\n')}\n`).toMatchSnapshot(`${name}.txt`)
  await page.setViewportSize({ width: 320, height: 256 })
  await fromTheTop(page)
  await expectReachedInView(page)
}

for (const each of SIGNED_OUT)
  signedOutTest(`Tab goes through ${each.name} as reviewed, and Shift+Tab back`, ({ page }) => walked(page, each))

for (const each of PAGES)
  test(`Tab goes through ${each.name} as reviewed, and Shift+Tab back`, ({ page }) => walked(page, each))
