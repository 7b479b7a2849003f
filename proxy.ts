import { type NextRequest, NextResponse } from 'next/server'
import { contentSecurityPolicy, makeNonce } from '@/lib/http/content-security-policy'
import { PATH_HEADER } from '@/lib/http/path-header'

// biome-ignore lint/style/noProcessEnv: a constant that Next puts in when it builds
const mode = process.env.NODE_ENV === 'development' ? 'development' : 'production'

/**
 * Gives every page its Content-Security-Policy, with a nonce that Next puts on its own scripts. Nothing else belongs
 * here, least of all authorization: a path that the matcher misses would be open.
 */
export function proxy(request: NextRequest): NextResponse {
  const policy = contentSecurityPolicy(makeNonce(), mode)
  const headers = new Headers(request.headers)
  headers.set('Content-Security-Policy', policy)
  headers.set(PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('Content-Security-Policy', policy)
  return response
}

export const config = { matcher: '/((?!api/|ofrep/|_next/).*)' }
