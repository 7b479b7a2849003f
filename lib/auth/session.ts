import { cookies } from 'next/headers'
import { cache } from 'react'
import type { ConsoleUser } from '@/lib/contracts/console-user'
import type { SessionTime } from '@/lib/contracts/session-time'
import { prisma } from '@/lib/db/prisma'
import { env } from '@/lib/env'
import { findConsoleUser } from '@/lib/queries/find-console-user'
import { claimsIn, IDLE_LIMIT_S, type SessionClaims } from './session-claims'
import { sessionCookieName } from './session-cookie'

const readClaims = cache(async (): Promise<SessionClaims | null> => {
  const token = (await cookies()).get(sessionCookieName())?.value
  const { authSecret } = env()
  return token === undefined || authSecret === null ? null : claimsIn(token, authSecret, Date.now() / 1000)
})

const readSession = cache(async (): Promise<{ user: ConsoleUser; claims: SessionClaims } | null> => {
  const claims = await readClaims()
  const user = claims === null ? null : await findConsoleUser(prisma(), claims)
  return claims === null || user === null ? null : { user, claims }
})

/**
 * Who is signed in, as the database has them now: an account that was disabled, or whose sessions were ended, is nobody
 * from the next request on. Asked once a request, however often it is called.
 * @throws where the database can't be read
 */
export const currentUser = async (): Promise<ConsoleUser | null> => (await readSession())?.user ?? null

/** The session itself: whose it is, and until when. @throws where the database can't be read */
export async function currentSession() {
  const session = await readSession()
  if (session === null) return null
  const { user, claims } = session
  const { userId, sessionVersion, endsAtS } = claims
  return { userId, sessionVersion, role: user.role, endsAtMs: endsAtS * 1000 }
}

/** How long this visitor's session lasts; null where there is none. */
export async function sessionTime(): Promise<SessionTime | null> {
  const claims = await readClaims()
  const nowS = Date.now() / 1000
  return claims && { idleS: claims.endsAtS - nowS, renewedS: IDLE_LIMIT_S, mostS: claims.mostAtS - nowS }
}
