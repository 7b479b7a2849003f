import './next-auth-types'
import type { User } from 'next-auth'
import type { OAuthConfig } from 'next-auth/providers/oauth'
import { prisma } from '@/lib/db/prisma'
import type { OidcSettings } from '@/lib/env'
import { consoleLog } from '@/lib/telemetry/console-log'
import { judgeSignOn, type SignOnClaims } from './sign-on'

/** What next-auth calls the provider, in paths and in `signIn`. */
const OIDC = 'oidc'
const TIMEOUT_MS = 5000

const nobody = (refusal: NonNullable<User['refusal']>): User => ({ id: 'nobody', sessionVersion: 0, refusal })

async function userOf(claims: SignOnClaims): Promise<User> {
  try {
    const outcome = await judgeSignOn(prisma(), claims)
    consoleLog().info({ outcome: outcome.kind }, 'a single sign-on was judged')
    if (outcome.kind !== 'signed_in') return nobody('AccessDenied')
    return { id: outcome.userId, sessionVersion: outcome.sessionVersion }
  } catch (error) {
    consoleLog().error({ err: error instanceof Error ? error.message : String(error) }, 'a sign-on could not be judged')
    return nobody('Unavailable')
  }
}

/**
 * Single sign-on by any OpenID Connect issuer: authorization code with PKCE, state and nonce; the ID token's signature,
 * issuer and audience are checked. What the ID token leaves out is asked at the userinfo endpoint.
 */
export function oidcProvider({ issuer, clientId, clientSecret }: OidcSettings): OAuthConfig<SignOnClaims> {
  return {
    id: OIDC,
    name: 'Single sign-on',
    type: 'oauth',
    wellKnown: `${issuer}/.well-known/openid-configuration`,
    issuer,
    clientId,
    clientSecret,
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    authorization: { params: { scope: 'openid email' } },
    httpOptions: { timeout: TIMEOUT_MS },
    userinfo: {
      request: async ({ client, tokens }) => {
        // next-auth hands on openid-client's own set: its claims are checked, and must be of userinfo's subject too.
        const checked = tokens as Exclude<Parameters<typeof client.userinfo>[0], string>
        const claims = checked.claims()
        if (claims.email !== undefined || checked.access_token === undefined) return claims
        return { ...(await client.userinfo(checked)), ...claims }
      },
    },
    profile: userOf,
  }
}
