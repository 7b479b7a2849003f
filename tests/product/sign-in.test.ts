import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { chromium } from 'playwright'
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest'
import { disablePerson } from '@/lib/changes/disable-person'
import { invitePerson } from '@/lib/changes/invite-person'
import { passwordLink } from '@/lib/contracts/password-link'
import { findRunningPostgres } from '@/lib/embedded-postgres'
import { findBrowser } from '../../scripts/support/browser'
import { claimPort } from '../../scripts/support/port'
import { type RunningProduct, startProduct } from '../../scripts/support/product'
import { OPERATOR } from '../support/principals'
import { type WebVisitor, webVisitor } from '../support/web-visitor'

const KNOWN = 'ada@example.edu'
let issuer: ChildProcess
let issuerUrl: string
let product: RunningProduct
let pool: pg.Pool
let dataDir: string
const context = () => ({ pool, principal: OPERATOR, requestId: 'test' })

beforeAll(async () => {
  const issuerPort = await claimPort(0, '127.0.0.1')
  issuerUrl = `http://127.0.0.1:${issuerPort}`
  dataDir = await mkdtemp(path.join(tmpdir(), 'aviary-sso-'))
  product = await startProduct(dataDir, {
    AVIARY_OIDC_ISSUER: issuerUrl,
    AVIARY_OIDC_CLIENT_ID: 'aviary',
    AVIARY_OIDC_CLIENT_SECRET: 'a secret of the tests',
  })
  const redirectUri = `${product.url}/api/auth/callback/oidc`
  issuer = spawn(process.execPath, ['tests/support/oidc-issuer.mjs', String(issuerPort), redirectUri], {
    stdio: 'ignore',
  })
  pool = new pg.Pool({ connectionString: (await findRunningPostgres(dataDir)) ?? '' })
  await invitePerson(context(), { email: KNOWN, role: 'support' })
  await invitePerson(context(), { email: 'unverified@example.edu', role: 'system_admin' })
  const isUp = () => fetch(`${issuerUrl}/.well-known/openid-configuration`)
  await vi.waitFor(async () => expect((await isUp()).status).toBe(200), { timeout: 20_000, interval: 200 })
})

afterAll(async () => {
  issuer?.kill()
  await pool?.end()
  await product?.stop()
  await rm(dataDir, { recursive: true, force: true })
})

const form = (fields: Record<string, string>, origin: string): RequestInit => ({
  method: 'POST',
  headers: { Origin: origin },
  body: new URLSearchParams(fields),
})

/** Presses the button of the sign-in page. Resolves to where it leads. */
async function leave(visitor: WebVisitor, callbackUrl: string): Promise<string> {
  const { csrfToken } = await (await visitor.go(`${product.url}/api/auth/csrf`)).json()
  const asked = form({ csrfToken, callbackUrl, json: 'true' }, product.url)
  return (await (await visitor.go(`${product.url}/api/auth/signin/oidc`, asked)).json()).url
}

/** The whole way, as `email`. Resolves to where it ends. */
async function signOn(
  email: string,
  callbackUrl = '/',
): Promise<{ visitor: WebVisitor; end: URL; response: Response }> {
  const visitor = webVisitor()
  let response = await visitor.go(await leave(visitor, callbackUrl))
  // The issuer's own pages: who are you, and may it be told.
  for (const fields of [{ prompt: 'login', login: email, password: 'x' }, { prompt: 'consent' }]) {
    const [, action = ''] = /action="([^"]+)"/.exec(await response.text()) ?? []
    response = await visitor.go(action, form(fields, issuerUrl))
  }
  return { visitor, end: visitor.address(), response }
}

const statusOf = async (visitor: WebVisitor) => (await visitor.go(`${product.url}/api/console/board`)).status

it('the sign-in page offers it', async () => {
  expect(await (await webVisitor().go(`${product.url}/sign-in`)).text()).toContain('Sign in with single sign-on')
})

it('asks the issuer with PKCE, state and nonce', async () => {
  const { origin, searchParams } = new URL(await leave(webVisitor(), '/'))
  expect(origin).toBe(issuerUrl)
  expect(searchParams.get('code_challenge_method')).toBe('S256')
  for (const name of ['code_challenge', 'state', 'nonce']) expect(searchParams.get(name)).toMatch(/^[\w-]{20,}$/)
})

it('lets in whoever the console knows by a verified address, and nobody any more once they are disabled', async () => {
  const { visitor, end } = await signOn(KNOWN)
  expect(end.href).toBe(`${product.url}/`)
  expect(await statusOf(visitor)).toBe(200)
  const { rows } = await pool.query('SELECT id::text FROM console_users WHERE email = $1', [KNOWN])
  expect((await visitor.go(`${product.url}/api/console/people`)).status).toBe(403)
  await disablePerson(context(), { id: rows[0].id })
  expect(await statusOf(visitor)).toBe(401)
  await pool.query('UPDATE console_users SET disabled_at = NULL WHERE id = $1', [rows[0].id])
  expect(await statusOf(visitor)).toBe(401)
})

it.each(['stranger@example.edu', 'unverified@example.edu'])('does not let in %s', async (email) => {
  const { visitor, end, response } = await signOn(email)
  expect(end.href).toBe(`${product.url}/sign-in?error=AccessDenied`)
  expect(await response.text()).toContain('Nobody of this console has the address')
  expect(await statusOf(visitor)).toBe(401)
  const { rows } = await pool.query("SELECT FROM console_users WHERE email = 'stranger@example.edu'")
  expect(rows).toEqual([])
})

it.each(['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
  'does not go on to %s',
  async (callbackUrl) => {
    const { end } = await signOn(KNOWN, callbackUrl)
    expect(end.href).toBe(`${product.url}/`)
  },
)

it('takes no answer that this browser did not ask for', async () => {
  const visitor = webVisitor()
  await visitor.go(
    `${product.url}/api/auth/callback/oidc?code=stolen&state=forged&iss=${encodeURIComponent(issuerUrl)}`,
  )
  expect(visitor.address().pathname).toBe('/sign-in')
  expect(visitor.address().searchParams.get('error')).toBe('OAuthCallback')
  expect(await statusOf(visitor)).toBe(401)
})

it('shows people, keys and settings to a system admin, and to no key', async () => {
  await invitePerson(context(), { email: 'root@example.edu', role: 'system_admin' })
  const { visitor } = await signOn('root@example.edu')
  const headers = { Authorization: `Bearer ${product.secrets.demo?.key}` }
  for (const place of ['people', 'keys', 'settings']) {
    expect((await visitor.go(`${product.url}/api/console/${place}`)).status).toBe(200)
    expect((await webVisitor().go(`${product.url}/api/console/${place}`)).status).toBe(401)
    expect((await webVisitor().go(`${product.url}/api/v1/${place}`, { headers })).status).toBe(404)
  }
})

it('takes a new password by a one-time link, once, in a real browser', async () => {
  const { value } = await invitePerson(context(), { email: 'bo@example.edu', role: 'support' })
  const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox'] })
  onTestFinished(() => browser.close())
  const page = await browser.newPage()
  const submit = async (password: string) => {
    await page.goto('about:blank')
    await page.goto(passwordLink(product.url, value.token))
    await page.getByLabel('New password').fill(password)
    await page.getByRole('button', { name: 'Set password' }).click()
  }
  await submit('short')
  await page.getByRole('link', { name: 'Enter a password of at least 12 characters.' }).waitFor()
  await submit('a long enough password')
  await page.getByRole('heading', { name: 'Your password is set' }).waitFor()
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByLabel('E-mail').fill('bo@example.edu')
  await page.getByLabel('Password').fill('a long enough password')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Rollouts' }).waitFor()
  await submit('another long password')
  await page.getByRole('heading', { name: /This link does not work/ }).waitFor()
})

it('says so when the issuer is out of reach', async () => {
  issuer.kill()
  await new Promise((resolve) =>
    issuer.exitCode === null && issuer.signalCode === null ? issuer.once('exit', resolve) : resolve(0),
  )
  const url = await leave(webVisitor(), '/')
  expect(new URL(url).searchParams.get('error')).toBe('OAuthSignin')
})
