import { getPage, type Page } from '../load/pages'
import { COHORT_FEATURE, idOf } from './directory'
import type { SignIn } from './ground'

/** Every page of the console, those of one thing by one that the bench's database has. */
const PATHS = [
  '/',
  `/features/${COHORT_FEATURE}`,
  '/projects',
  `/projects/${idOf('project', 1)}`,
  '/sections',
  `/sections/${idOf('section', 1)}`,
  '/publishers',
  `/publishers/${idOf('publisher', 1)}`,
  '/accounts',
  `/accounts/user/${idOf('user', 1)}`,
  '/accounts/bulk',
  `/explain?feature=${COHORT_FEATURE}&actorType=user&actorId=${idOf('user', 1)}&resourceType=section&resourceId=${idOf('section', 1)}`,
  '/audit',
  '/reports',
  '/settings',
  '/reference',
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

/** The console's pages: those of somebody who is signed in, and the sign-in itself. @throws where one is not rendered */
export async function findConsolePages(port: number, given: SignIn): Promise<Page[]> {
  const cookie = await signIn(`http://127.0.0.1:${port}`, given)
  const pages = [...PATHS.map((path) => ({ path, cookie })), { path: '/sign-in', cookie: '' }]
  for (const page of pages) {
    const { status } = await getPage(port, page)
    if (status !== 200) throw new Error(`the console answers ${status} to ${page.path}`)
  }
  return pages
}
