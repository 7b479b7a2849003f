import { getPage, type Page } from '../load/pages'
import type { SignIn } from './ground'

// Whatever of these the console has by now is asked for.
const CANDIDATES = [
  '/',
  '/rollouts',
  '/features',
  '/exemptions',
  '/accounts',
  '/explain',
  '/audit',
  '/settings',
  '/health',
]

function cookiesIn(response: Response): string[] {
  return response.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '')
}

async function signIn(origin: string, { email, password }: SignIn): Promise<string> {
  const asked = await fetch(`${origin}/api/auth/csrf`)
  const { csrfToken } = (await asked.json()) as { csrfToken: string }
  const cookies = cookiesIn(asked)
  const answer = await fetch(`${origin}/api/auth/callback/credentials`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Cookie: cookies.join('; '), Origin: origin },
    body: new URLSearchParams({ csrfToken, email, password, json: 'true' }),
  })
  return [...cookies, ...cookiesIn(answer)].join('; ')
}

/** Pages that the console renders: those of somebody who is signed in, and the sign-in itself. @throws where there is none */
export async function findConsolePages(port: number, given: SignIn): Promise<Page[]> {
  const cookie = await signIn(`http://127.0.0.1:${port}`, given)
  const candidates = [...CANDIDATES.map((path) => ({ path, cookie })), { path: '/sign-in', cookie: '' }]
  const found: Page[] = []
  for (const page of candidates) if ((await getPage(port, page)).status === 200) found.push(page)
  if (found.length === 0) throw new Error('the console renders no page')
  return found
}
