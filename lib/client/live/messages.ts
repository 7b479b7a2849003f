import type { ChangeEvent } from '@/lib/contracts/change-events'

/** What the tab with the stream tells the others, and itself. */
export type LiveMessage =
  | { readonly kind: 'change'; readonly change: LiveChange }
  /** How far the stream is, and as of when: null where that can't be read. */
  | { readonly kind: 'live'; readonly revision: number | null }
  | { readonly kind: 'reset' }
  | { readonly kind: 'connection'; readonly state: 'connected' | 'lost' }
  /** A tab that has just opened asks how things are. */
  | { readonly kind: 'hello' }

export interface LiveChange {
  readonly type: ChangeEvent
  readonly revision: number
  /** The feature it is about, where it is about one. */
  readonly feature: string | null
}

/** An event of GET /api/events as a change; null where it can't be read as one. */
export function changeIn(type: ChangeEvent, data: string, lastEventId: string): LiveChange | null {
  try {
    const { revision, feature } = JSON.parse(data)
    return { type, revision: Number(revision ?? lastEventId), feature: typeof feature === 'string' ? feature : null }
  } catch {
    return null
  }
}

/** The revision in a `live` event. */
export function liveIn(data: string): { readonly revision: number | null } {
  try {
    return { revision: Number(JSON.parse(data).revision) }
  } catch {
    return { revision: null }
  }
}
