import './next-auth-types'
import type { AuthOptions, RequestInternal, User } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { prisma } from '@/lib/db/prisma'
import { env } from '@/lib/env'
import { consoleLog } from '@/lib/telemetry/console-log'
import { sameSitePath } from './callback-url'
import { oidcProvider } from './oidc-provider'
import { IDLE_LIMIT_S } from './session-claims'
import { sessionCookies } from './session-cookie'
import { judgeSignIn, type SignInOutcome } from './sign-in'
import { createSignInLimits } from './sign-in-limits'

const limits = createSignInLimits()

type Given = Partial<Record<'email' | 'password', string>> | undefined
type RequestPart = Pick<RequestInternal, 'headers'>

// The front says one: who asked. Where there is no front the last one is who spoke to Next; those before are only said.
const addressOf = ({ headers }: RequestPart) =>
  String(headers?.['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim() ?? ''

async function judge(given: Given, request: RequestPart): Promise<SignInOutcome> {
  const attempt = {
    email: String(given?.email ?? ''),
    password: String(given?.password ?? ''),
    address: addressOf(request),
  }
  try {
    const outcome = await judgeSignIn(prisma(), limits, attempt)
    consoleLog().info({ outcome: outcome.kind, address: attempt.address }, 'a sign-in was judged')
    return outcome
  } catch (error) {
    consoleLog().error({ err: error instanceof Error ? error.message : String(error) }, 'a sign-in could not be judged')
    // next-auth puts this text into the answer.
    throw new Error('Unavailable')
  }
}

/** @throws Error whose text is the code that the sign-in page gets */
async function authorize(given: Given, request: RequestPart): Promise<User | null> {
  const outcome = await judge(given, request)
  switch (outcome.kind) {
    case 'signed_in':
      return { id: outcome.userId, sessionVersion: outcome.sessionVersion }
    case 'refused':
      return null
    case 'too_many':
      throw new Error('TooManyAttempts')
    default:
      return outcome satisfies never
  }
}

/** Sign-in by e-mail and password, with a session in an encrypted cookie (reliability.md, "The doors"). */
export function authOptions(): AuthOptions {
  const { authSecret, oidc } = env()
  return {
    ...(authSecret !== null && { secret: authSecret }),
    session: { strategy: 'jwt', maxAge: IDLE_LIMIT_S },
    cookies: sessionCookies(),
    pages: { signIn: '/sign-in', signOut: '/', error: '/sign-in' },
    providers: [
      CredentialsProvider({ credentials: { email: {}, password: {} }, authorize }),
      ...(oidc === null ? [] : [oidcProvider(oidc)]),
    ],
    callbacks: {
      signIn: ({ user }) => user.refusal === undefined || `/sign-in?error=${user.refusal}`,
      jwt: ({ token, user }) =>
        user
          ? { sub: user.id, sessionVersion: user.sessionVersion, signedInAtS: Math.floor(Date.now() / 1000) }
          : token,
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url, baseUrl }) => baseUrl + sameSitePath(url, baseUrl),
    },
    logger: {
      error: (code) => consoleLog().warn({ code }, 'next-auth refused a request'),
      warn: (code) => consoleLog().warn({ code }, 'next-auth warns'),
      debug: () => {},
    },
  }
}
