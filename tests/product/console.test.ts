import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect as expectPage } from '@playwright/test'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@/lib/embedded-postgres'
import { findBarriers, LOOKS, show } from '../../e2e/support/find-barriers'
import { findBrowser } from '../../scripts/support/browser'
import { claimPort } from '../../scripts/support/port'
import { type RunningProduct, startProduct } from '../../scripts/support/product'

// What the other browser tests share must not be changed under them: the policy, and that there is a database.

const expectSoon = expectPage.configure({ timeout: 30_000 })

let dataDir: string
let databasePort: number
let postgres: EmbeddedPostgres
let product: RunningProduct
let browser: Browser
const consoleErrors: string[] = []

const startDatabase = () =>
  startEmbeddedPostgres({ dataDir: path.join(dataDir, 'database'), port: databasePort, settings: { fsync: 'off' } })

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'aviary-console-'))
  databasePort = await claimPort(0, '127.0.0.1')
  postgres = await startDatabase()
  product = await startProduct(path.join(dataDir, 'product'), {
    DATABASE_URL: postgres.url,
    AVIARY_DEMO: '1',
    NEXTAUTH_SECRET: 'a secret of the tests, of 32 characters or more',
    LOG_LEVEL: 'silent',
  })
  browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox'] })
})

afterAll(async () => {
  await browser?.close()
  await product?.stop()
  await postgres?.stop()
  await rm(dataDir, { recursive: true, force: true })
})

/** A page of somebody who has just signed in. @param who 0: the demo's admin; 1: its support */
async function signedIn(who: 0 | 1): Promise<Page> {
  const context = await browser.newContext({ baseURL: product.url, locale: 'en-US' })
  const page = await newPage(context)
  const { email = '', password = '' } = product.secrets.demo?.signIns[who] ?? {}
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expectSoon(heading(page)).toHaveText('Rollouts')
  return page
}

async function newPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  page.on('pageerror', ({ message }) => consoleErrors.push(message))
  page.on('console', (message) => {
    // That an answer was none is the browser's own line.
    if (message.type() === 'error' && !/Failed to load resource|ERR_/.test(message.text()))
      consoleErrors.push(message.text())
  })
  return page
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 })
const policySwitch = (page: Page) => page.getByRole('switch', { name: 'Support may mark accounts as internal' })

/** Turns the policy's switch, whichever way, as another admin does. */
async function turnPolicy(page: Page, button: 'Stop it' | 'Allow it'): Promise<void> {
  await policySwitch(page).click()
  await page.getByRole('alertdialog').getByRole('button', { name: button }).click()
  await expectSoon(page.getByRole('alertdialog')).toBeHidden()
}

it('support loses the switch by the policy and is told why; two admins at the policy see each other', async () => {
  const [admin, support] = [await signedIn(0), await signedIn(1)]
  const other = await newPage(admin.context())
  await support.goto('/accounts/user/207')
  await support.getByRole('switch', { name: 'Internal' }).click()
  await support.getByRole('alertdialog').getByLabel('Note').fill('Asked by her teacher')
  await expectSoon(support.getByText('Nobody else is concerned.')).toBeVisible()

  for (const page of [admin, other]) await page.goto('/settings?tab=policy')
  await policySwitch(admin).click()
  const dialog = admin.getByRole('alertdialog', { name: 'Stop support from marking accounts as internal?' })
  await turnPolicy(other, 'Stop it')
  await turnPolicy(other, 'Allow it')
  await expectSoon(dialog).toContainText('Demo admin let support mark accounts as internal.')
  await expectSoon(dialog).toContainText('Support may mark accounts as internal now.')
  await expectSoon(dialog.getByRole('button', { name: 'Stop it' })).toHaveAttribute('aria-disabled', 'true')
  await dialog.getByRole('button', { name: 'Go on from there' }).click()
  await expectSoon(dialog).toBeFocused()
  await dialog.getByRole('button', { name: 'Stop it' }).click()
  await expectSoon(policySwitch(admin)).not.toBeChecked()

  const asked = support.getByRole('alertdialog')
  await asked.getByRole('button', { name: /^Mark as/ }).click()
  await expectSoon(asked).toContainText(/switched off|system admin/)
  await expectSoon(asked.getByLabel('Note')).toHaveValue('Asked by her teacher')
  await support.reload()
  const ownSwitch = support.getByRole('switch', { name: 'Internal' })
  await expectSoon(ownSwitch).toHaveAttribute('aria-disabled', 'true')
  await expectSoon(ownSwitch).toHaveAccessibleDescription(/A system admin has switched off that support toggles/)
  for (const page of [admin, support]) await page.context().close()
  expect(consoleErrors).toEqual([])
})

const EXPLAIN = '/explain?feature=adaptive_duplication&actor=user:1042&resource=section:77'
// What stands open when the database goes, and something that it shows.
const OPEN = [
  ['/', 'adaptive_duplication'],
  ['/features/adaptive_duplication', 'Global stage'],
  ['/accounts/user/1042', 'Internal'],
  [EXPLAIN, 'Bucket'],
  ['/audit', 'newest first'],
] as const
const NAVIGATION = [
  'Rollouts',
  'Accounts',
  'Explain',
  'Audit',
  'Publishers',
  'Projects',
  'Sections',
  'Reports',
  'Settings',
  'API',
] as const
const ASKED = [
  '/',
  '/accounts',
  '/explain',
  '/audit',
  '/publishers',
  '/projects',
  '/sections',
  '/reports',
  '/settings',
  '/reference',
  '/features/adaptive_duplication',
  '/accounts/user/1042',
  '/projects/12',
  '/sections/77',
  '/publishers/1',
  EXPLAIN,
]

/** In each theme and width, as the browser tests look at every other state. */
async function expectNoBarrier(page: Page): Promise<void> {
  for (const { look } of LOOKS) {
    await show(page, look)
    const rules = look.colorScheme === 'light' ? 'all' : 'of color'
    expect(await findBarriers(page, { rules })).toEqual({ violations: [], unreviewed: [] })
  }
}

async function expectHonest(page: Page): Promise<void> {
  await expectSoon(heading(page)).toHaveText('The database is out of reach')
  const text = await page.getByRole('main').textContent()
  expect(text).not.toMatch(/\bat .*:\d+:\d+|ECONNREFUSED|Prisma|Error:/)
}

it('every page says what is wrong while the database is gone, and is back by itself when it is', async () => {
  const first = await signedIn(0)
  const open: (readonly [Page, string])[] = []
  for (const [address, shown] of OPEN) {
    const page = await newPage(first.context())
    await page.goto(address)
    await expectSoon(page.getByText(shown).first()).toBeVisible()
    open.push([page, shown])
  }

  await postgres.stop()
  for (const [page] of open) {
    await expectSoon(page.getByText('Not ready: the database is out of reach').first()).toBeVisible()
    await expectSoon(page.getByText(/^As of \d\d:\d\d/).first()).toBeVisible()
    // Asked again, as whatever changes has it.
    await page.getByRole('button', { name: 'Pause live updates' }).click()
    await page.getByRole('button', { name: 'Resume live updates' }).click()
    await expectSoon(page.getByText(/can’t be refreshed\./).first()).toBeVisible()
  }
  for (const [page, shown] of open) await expectSoon(page.getByText(shown).first()).toBeVisible()
  for (const [page] of open) await expectNoBarrier(page)

  // Asked for from within, by the navigation: what stands around the page stays.
  for (const name of NAVIGATION) {
    await first.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }).click()
    await expectSoon(
      first.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }),
    ).toHaveAttribute('aria-current', 'page')
    await expectHonest(first)
    await expectSoon(first.getByText(/^As of \d\d:\d\d/)).toBeVisible()
  }
  // Asked for from outside.
  const outside = await newPage(first.context())
  for (const address of ASKED) {
    await outside.goto(address)
    await expectHonest(outside)
  }
  await outside.goto('/audit')
  await expectHonest(outside)
  await expectNoBarrier(outside)

  postgres = await startDatabase()
  await expectSoon(heading(first)).toHaveText('API')
  await expectSoon(heading(outside)).toHaveText('Audit')
  for (const [page] of open) {
    await expectSoon(page.getByText(/can’t be (refreshed|shown)\./)).toHaveCount(0)
    await expectSoon(page.getByText('Live', { exact: true }).first()).toBeVisible()
  }
  expect(consoleErrors).toEqual([])
})
