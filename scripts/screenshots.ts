import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Browser, type BrowserContext, chromium } from 'playwright'
import { askForDecisions } from './screenshots/decisions'
import { SHOTS, type Shot } from './screenshots/pages'
import { findBrowser } from './support/browser'
import { startProduct } from './support/product'
import { signInOn } from './support/sign-in-on'

const FOLDER = 'screenshots'
const WIDTHS = [1280, 320] as const
const SCHEMES = ['light', 'dark'] as const

interface Target {
  readonly url: string
  readonly email: string
  readonly password: string
  stop(): Promise<void>
}

/** A product that runs already, by AVIARY_E2E_URL, _EMAIL and _PASSWORD as for the browser tests; else one of our own. */
async function target(scratch: string): Promise<Target> {
  const { AVIARY_E2E_URL: url, AVIARY_E2E_EMAIL: email = '', AVIARY_E2E_PASSWORD: password = '' } = process.env
  if (url) return { url, email, password, stop: async () => {} }
  const product = await startProduct(path.join(scratch, 'data'))
  const [admin] = product.secrets.demo?.signIns ?? []
  await askForDecisions(product.url, product.secrets.demo?.key ?? '')
  return { url: product.url, email: admin?.email ?? '', password: admin?.password ?? '', stop: () => product.stop() }
}

async function signIn(browser: Browser, there: Target): Promise<string> {
  const context = await browser.newContext({ baseURL: there.url })
  const page = await context.newPage()
  await signInOn(page, there)
  const kept = path.join(FOLDER, '.signed-in.json')
  await context.storageState({ path: kept })
  await context.close()
  return kept
}

async function take(context: BrowserContext, shot: Shot, file: string): Promise<void> {
  const page = await context.newPage()
  try {
    await page.goto(shot.path)
    await page.waitForLoadState('load')
    await page.waitForTimeout(500)
    await shot.prepare?.(page)
    await page.waitForTimeout(500)
    await page.screenshot({ path: file, fullPage: shot.prepare === undefined })
  } catch (error) {
    console.error(`${file}: ${error instanceof Error ? error.message.split('\n')[0] : error}`)
    process.exitCode = 1
  } finally {
    await page.close()
  }
}

/** Takes every page in both themes and both widths. @param only the beginnings of names; none means all */
async function takeAll(browser: Browser, there: Target, only: readonly string[]): Promise<number> {
  const signedIn = await signIn(browser, there)
  const wanted = SHOTS.filter(({ name }) => only.length === 0 || only.some((start) => name.startsWith(start)))
  for (const width of WIDTHS) {
    for (const colorScheme of SCHEMES) {
      const look = { baseURL: there.url, colorScheme, viewport: { width, height: width === 320 ? 640 : 800 } }
      const contexts = {
        somebody: await browser.newContext({ ...look, storageState: signedIn }),
        nobody: await browser.newContext(look),
      }
      for (const shot of wanted) {
        await take(
          contexts[shot.who ?? 'somebody'],
          shot,
          path.join(FOLDER, `${shot.name}-${width}-${colorScheme}.png`),
        )
      }
      await Promise.all(Object.values(contexts).map((context) => context.close()))
    }
  }
  return wanted.length * WIDTHS.length * SCHEMES.length
}

const scratch = await mkdtemp(path.join(tmpdir(), 'aviary-screenshots-'))
await mkdir(FOLDER, { recursive: true })
const there = await target(scratch)
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
const browser = await chromium.launch({ executablePath: findBrowser(), args })
try {
  console.log(`${await takeAll(browser, there, process.argv.slice(2))} pictures in ${FOLDER}/`)
} finally {
  await browser.close()
  await there.stop()
  await rm(scratch, { recursive: true, force: true })
}
