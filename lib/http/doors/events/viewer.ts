import type { ApiKey } from '@/lib/auth/api-keys'
import type { Change } from '@/lib/queries/changes-after'
import type { HeldSession } from '@/lib/queries/standing-sessions'

/** A session that a stream is opened for. */
export interface ViewerSession extends HeldSession {
  /** When it ends unless it is renewed, ms since 1970. */
  readonly endsAtMs: number
}

/** Who watches changes. */
export type Viewer =
  | { readonly kind: 'key'; readonly key: ApiKey }
  | { readonly kind: 'session'; readonly session: ViewerSession }

export function holderOf(viewer: Viewer): string {
  return viewer.kind === 'key' ? viewer.key.id : viewer.session.userId
}

/** Whether a change concerns the viewer: keys and people are for system admins, oneself excepted (decision.md). */
export function concerns(viewer: Viewer, { event, scopeId }: Change): boolean {
  switch (event) {
    case 'key.changed':
      return viewer.kind === 'session' && viewer.session.role === 'system_admin'
    case 'person.changed':
      return viewer.kind === 'session' && (viewer.session.role === 'system_admin' || viewer.session.userId === scopeId)
    case 'setting.changed':
      return viewer.kind === 'session'
    case 'rollout.changed':
    case 'exemption.changed':
    case 'scope.changed':
    case 'account.changed':
    case 'feature.changed':
    case 'directory.changed':
      return true
    default:
      return event satisfies never
  }
}
