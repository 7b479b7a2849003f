const CHANNEL = 'aviary.session'

/** When the session ends, on the clock of `Date.now()`: without a sign of life, and at the most. */
export interface SessionEnd {
  readonly idleAtMs: number
  readonly mostAtMs: number
}

const canTell = () => 'BroadcastChannel' in window

/** Tells the other tabs of this browser, which have the same session, when it ends now. */
export function tellSessionEnd(end: SessionEnd): void {
  if (!canTell()) return
  const channel = new BroadcastChannel(CHANNEL)
  channel.postMessage(end)
  channel.close()
}

/** Tells all tabs of this browser, this one too, that the server knows the session no more. */
export const tellSessionEnded = () => tellSessionEnd({ idleAtMs: Date.now(), mostAtMs: Date.now() })

/** Hears of renewals and sign-ins in other tabs. Returns what ends it. */
export function hearSessionEnd(hear: (end: SessionEnd) => void): () => void {
  if (!canTell()) return () => {}
  const channel = new BroadcastChannel(CHANNEL)
  channel.onmessage = ({ data }: MessageEvent<SessionEnd>) => hear(data)
  return () => channel.close()
}
