import { env } from '@/lib/env'
import { isLoopback } from '@/lib/loopback'

/** Where people reach the console, as the settings say; a request's own headers are never asked (reliability.md). */
export function ownOrigin(): string {
  const { authUrl, publicOrigin, port } = env()
  return new URL(authUrl ?? publicOrigin ?? `http://localhost:${port}`).origin
}

/**
 * Whether a request's `Origin` is our own pages'. No origin and `null` are not. On loopback `localhost` and `127.0.0.1`
 * of the same port are one place: people type either.
 * @param own the public origin
 */
export function isOwnOrigin(given: string | null | undefined, own: string): boolean {
  if (given === null || given === undefined || !URL.canParse(given)) return false
  if (given === own) return true
  const [asked, ours] = [new URL(given), new URL(own)]
  const isSamePlace = asked.protocol === ours.protocol && asked.port === ours.port
  return isSamePlace && isLoopback(asked.hostname) && isLoopback(ours.hostname) && asked.origin === given
}
