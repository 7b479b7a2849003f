import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright'
import { findBrowser } from './support/browser'
import { runCommand } from './support/command'
import { makeLargeWorld } from './support/large-world'
import { longestInteractionMs, noteFigures, type PageFigures, pageFigures } from './support/page-figures'
import { startProduct } from './support/product'
import { type SignIn, signInOn } from './support/sign-in-on'

// The board of 1,000 features beside 10,000 sections and a million accounts, as a browser sees it: `npx tsx
// scripts/measure-console.ts`, with a folder to keep what is measured on. First paint under 1 s, interactions under 100 ms, layout shift 0.02, scripts 250 KB.

const ROUNDS = 5

const other = (page: Page) => page.getByRole('button', { name: /^Other stages of/ }).nth(2)

/** What a person does on the board, in this order; each is what is measured, then what makes room for the next. */
const INTERACTIONS: readonly (readonly [what: string, act: (page: Page) => Promise<unknown>, after?: string])[] = [
  ['type in the search', (page) => page.getByRole('searchbox').pressSequentially('editor_1', { delay: 120 })],
  [
    'clear the search',
    async (page) => {
      await page.getByRole('searchbox').press('Control+A')
      await page.getByRole('searchbox').press('Delete')
    },
  ],
  ['filter by stage', (page) => page.getByLabel('Stage', { exact: true }).press('ArrowDown')],
  ['take the filter off', (page) => page.getByLabel('Stage', { exact: true }).press('ArrowUp')],
  ['sort', (page) => page.getByLabel('Sort by').press('ArrowDown')],
  ['open a menu', (page) => other(page).click(), 'Escape'],
  [
    'open a dialog',
    (page) =>
      page
        .getByRole('button', { name: /^Promote to/ })
        .nth(2)
        .click(),
    'Escape',
  ],
  ['open the palette', (page) => page.keyboard.press('Control+K')],
  ['type in the palette', (page) => page.keyboard.type('glossary', { delay: 120 }), 'Escape'],
]

async function signIn(browser: Browser, baseURL: string, person: SignIn) {
  const context = await browser.newContext({ baseURL })
  const page = await context.newPage()
  await signInOn(page, person)
  const signedIn = await context.storageState()
  await context.close()
  return signedIn
}

interface Round {
  readonly figures: PageFigures
  readonly interactionsMs: readonly number[]
}

/** Opens the board with nothing in the browser's cache, and does there what a person does. */
async function oneRound(context: BrowserContext): Promise<Round> {
  const page = await context.newPage()
  await noteFigures(page)
  await page.goto('/')
  await page.getByText('Live', { exact: true }).waitFor()
  await page.waitForTimeout(2000)
  await longestInteractionMs(page)
  const interactionsMs: number[] = []
  for (const [, act, after] of INTERACTIONS) {
    await act(page)
    await page.waitForTimeout(500)
    interactionsMs.push(await longestInteractionMs(page))
    if (after === undefined) continue
    await page.keyboard.press(after)
    await page.waitForTimeout(300)
    await longestInteractionMs(page)
  }
  return { figures: await pageFigures(page), interactionsMs }
}

const middle = (values: readonly number[]) => values.toSorted((one, two) => one - two)[values.length >> 1] ?? Number.NaN
const inMs = (ms: number) => (ms === 0 ? 'under 16 ms' : `${ms.toFixed(0)} ms`)
const line = (what: string, values: readonly number[], text: (value: number) => string) =>
  console.log(`| ${what} | ${text(middle(values))} | ${text(Math.max(...values))} |`)

async function measure(browser: Browser, url: string, person: SignIn): Promise<void> {
  const signedIn = await signIn(browser, url, person)
  const rounds: Round[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const look = { baseURL: url, storageState: signedIn, viewport: { width: 1280, height: 800 } }
    const context = await browser.newContext(look)
    rounds.push(await oneRound(context))
    await context.close()
  }
  const of = (name: keyof PageFigures) => rounds.map(({ figures }) => figures[name])
  console.log(`| of the board | median of ${ROUNDS} | most |\n| --- | --- | --- |`)
  line('first byte', of('firstByteMs'), inMs)
  line('first contentful paint', of('firstPaintMs'), inMs)
  line('layout shift, interactions included', of('layoutShift'), (value) => value.toFixed(3))
  line('JavaScript over the wire', of('scriptBytes'), (bytes) => `${(bytes / 1000).toFixed(0)} KB`)
  for (const [nth, [what]] of INTERACTIONS.entries())
    line(
      what,
      rounds.map(({ interactionsMs }) => interactionsMs[nth] ?? Number.NaN),
      inMs,
    )
}

async function inWorld(dataDir: string, run: (url: string, person: SignIn) => Promise<void>): Promise<void> {
  const person = await makeLargeWorld(dataDir)
  const product = await startProduct(dataDir, { AVIARY_DEMO: '0' })
  await run(product.url, person).finally(() => product.stop())
}

/** In a world that is kept in a folder for the next time, else in one that is thrown away after. */
async function inLargeWorld(run: (url: string, person: SignIn) => Promise<void>): Promise<void> {
  const [kept] = process.argv.slice(2)
  if (kept !== undefined) return inWorld(path.resolve(kept), run)
  const dataDir = await mkdtemp(path.join(tmpdir(), 'aviary-console-'))
  await chmod(dataDir, 0o755)
  await inWorld(dataDir, run).finally(() => rm(dataDir, { recursive: true, force: true }))
}

runCommand(async () => {
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const browser = await chromium.launch({ executablePath: findBrowser(), args })
  await inLargeWorld((url, person) => measure(browser, url, person)).finally(() => browser.close())
})
