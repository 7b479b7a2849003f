import { decode } from 'next-auth/jwt'
import { z } from 'zod'

/** What a session claims; whether it still holds, the database says at each request. */
export interface SessionClaims {
  readonly userId: string
  readonly sessionVersion: number
  /** Until when, unless it is renewed; seconds since 1970. */
  readonly endsAtS: number
  /** Until when, however often it is renewed. */
  readonly mostAtS: number
}

/** Without a sign of life a session ends after this. next-auth renews it from there. */
export const IDLE_LIMIT_S = 2 * 60 * 60
/** However busy somebody is, a session ends this long after its sign-in. */
export const ABSOLUTE_LIMIT_S = 12 * 60 * 60

const payload = z.object({ sub: z.uuid(), sessionVersion: z.int(), signedInAtS: z.number(), exp: z.number() })

/** What a session's token claims; null where it is not ours, or either limit has passed. @param nowS seconds since 1970 */
export async function claimsIn(token: string, secret: string, nowS: number): Promise<SessionClaims | null> {
  const read = payload.safeParse(await decode({ token, secret }).catch(() => null))
  if (!read.success) return null
  const { sub: userId, sessionVersion, signedInAtS, exp } = read.data
  const mostAtS = signedInAtS + ABSOLUTE_LIMIT_S
  return mostAtS <= nowS ? null : { userId, sessionVersion, endsAtS: Math.min(exp, mostAtS), mostAtS }
}
