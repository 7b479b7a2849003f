import type { CookiesOptions } from 'next-auth'
import { env } from '@/lib/env'

const isHttps = () => env().authUrl?.startsWith('https:') === true

// Over https a `__Host-` name keeps other hosts and plain http from setting the cookie; over http browsers refuse it.
const nameOf = (part: string) => `${isHttps() ? '__Host-' : ''}aviary.${part}`

/** The name of the cookie that holds the session. */
export const sessionCookieName = () => nameOf('session')

/** The cookies that next-auth sets. Their names are ours, so that another product on this host does not meet them. */
export function sessionCookies(): Partial<CookiesOptions> {
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure: isHttps() } as const
  return {
    sessionToken: { name: sessionCookieName(), options },
    csrfToken: { name: nameOf('csrf'), options },
    callbackUrl: { name: nameOf('callback'), options },
  }
}
