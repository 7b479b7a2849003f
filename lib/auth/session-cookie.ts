import type { CookiesOptions } from 'next-auth'
import { env } from '@/lib/env'

/** How long somebody may take at the issuer of single sign-on. */
const SIGN_ON_LIMIT_S = 15 * 60

const isHttps = () => env().authUrl?.startsWith('https:') === true

// Over https a `__Host-` name keeps other hosts and plain http from setting the cookie; over http browsers refuse it.
const nameOf = (part: string) => `${isHttps() ? '__Host-' : ''}aviary.${part}`

/** The name of the cookie that holds the session. */
export const sessionCookieName = () => nameOf('session')

/** The cookies that next-auth sets. Their names are ours, so that another product on this host does not meet them. */
export function sessionCookies(): Partial<CookiesOptions> {
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure: isHttps() } as const
  const passing = { ...options, maxAge: SIGN_ON_LIMIT_S }
  return {
    sessionToken: { name: sessionCookieName(), options },
    csrfToken: { name: nameOf('csrf'), options },
    callbackUrl: { name: nameOf('callback'), options },
    pkceCodeVerifier: { name: nameOf('pkce'), options: passing },
    state: { name: nameOf('state'), options: passing },
    nonce: { name: nameOf('nonce'), options: passing },
  }
}
