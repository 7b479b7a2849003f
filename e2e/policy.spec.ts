import type { APIResponse } from '@playwright/test'
import { settings } from './settings'
import { openBoard } from './support/board'
import { expect, signedOutTest, test } from './support/test'

const nonceIn = (response: APIResponse) =>
  /'nonce-([^']+)'/.exec(response.headers()['content-security-policy'] ?? '')?.[1]

for (const path of ['/', '/sign-in', '/not/there']) {
  test(`${path} comes with a policy, and scripts with its nonce`, async ({ page }) => {
    const response = await page.request.get(path)
    const nonce = nonceIn(response)
    expect(nonce).toMatch(/^[\w+/]{22}==$/)
    expect(nonceIn(await page.request.get(path))).not.toBe(nonce)
    expect(response.headers()).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' })
    expect(response.headers()['x-powered-by']).toBeUndefined()
    expect(response.headers()['cache-control']).toContain('no-store')
    const html = await response.text()
    const scripts = html.match(/<script[^>]*>/g) ?? []
    expect(scripts.filter((script) => !script.includes(`nonce="${nonce}"`))).toEqual([])
    expect(html).not.toMatch(/<[^>]+ style=/)
  })
}

test('the policy is in force: a script from elsewhere does not run', async ({ page, watched }) => {
  await openBoard(page)
  await page.evaluate(() => {
    const script = document.createElement('div')
    script.innerHTML = '<img src="x:" onerror="window.intruded = true">'
    document.body.append(script)
  })
  await expect.poll(() => watched.complaints().join()).toContain('policy: script-src')
  expect(await page.evaluate(() => 'intruded' in window)).toBe(false)
  watched.forgive()
})

signedOutTest('nothing of the console is shown to who is not signed in', async ({ request }) => {
  const page = await request.get('/', { maxRedirects: 0 })
  expect(page.status()).toBe(307)
  expect(await page.text()).not.toContain('adaptive_duplication')
  const features = await request.get('/api/console/board')
  expect(features.status()).toBe(401)
  expect(features.headers()['content-type']).toBe('application/problem+json')
})

signedOutTest('a forged session is no session', async ({ request }) => {
  const forged = { headers: { Cookie: 'aviary.session=eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..x.y.z' } }
  expect((await request.get('/api/console/board', forged)).status()).toBe(401)
})

signedOutTest('a sign-in that is no form, or too large, or without its token is refused', async ({ request }) => {
  const path = '/api/auth/callback/credentials'
  const headers = { Origin: new URL(settings.url).origin }
  expect((await request.post(path, { headers, data: { email: 'x' } })).status()).toBe(415)
  expect((await request.post(path, { headers, form: { email: 'x'.repeat(20_000) } })).status()).toBe(413)
  const withoutToken = await request.post(path, { headers, form: { email: 'x', password: 'x', json: 'true' } })
  expect(await withoutToken.json()).toEqual({ url: expect.stringContaining('csrf=true') })
})

for (const origin of ['https://evil.example', 'null', undefined]) {
  signedOutTest(`a sign-in or a sign-out that comes from ${origin ?? 'no origin'} is refused`, async ({ request }) => {
    for (const path of ['callback/credentials', 'signout', 'signin/oidc']) {
      const answer = await request.post(`/api/auth/${path}`, {
        form: { email: 'x', password: 'x' },
        ...(origin !== undefined && { headers: { Origin: origin } }),
      })
      expect(answer.status()).toBe(403)
    }
  })
}
