import { getSession } from 'next-auth/react'

const CHANNEL = 'aviary.session'

/** When the session ends, on the clock of `Date.now()`: without a sign of life, and at the most. */
export interface SessionEnd {
  readonly idleAtMs: number
  readonly mostAtMs: number
}

/** Has the server renew the session; false where it can't be renewed any more, or the server is out of reach. */
export async function renewSession(): Promise<boolean> {
  return (await getSession().catch(() => null)) !== null
}

const canTell = () => 'BroadcastChannel' in window

/** Tells the other tabs of this browser, which have the same session, when it ends now. */
export function tellSessionEnd(end: SessionEnd): void {
  if (!canTell()) return
  const channel = new BroadcastChannel(CHANNEL)
  channel.postMessage(end)
  channel.close()
}

/** Hears of renewals and sign-ins in other tabs. Returns what ends it. */
export function hearSessionEnd(hear: (end: SessionEnd) => void): () => void {
  if (!canTell()) return () => {}
  const channel = new BroadcastChannel(CHANNEL)
  channel.onmessage = ({ data }: MessageEvent<SessionEnd>) => hear(data)
  return () => channel.close()
}
