import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ActionFailure } from '@/lib/contracts/action-result'
import type { ExemptionItem } from '@/lib/contracts/api/exemptions-changes'

/** null: none. */
type Standing = ExemptionItem | null

interface Conflict {
  /** The version to send: that of what the person has seen; null: none stood there. */
  readonly seenVersion: number | null
  /** What stands there instead; undefined: no conflict. */
  readonly other: Standing | undefined
  /** Goes on from what stands there now. */
  readonly accept: () => void
}

/** Undefined where it was not refused for it. */
function refusedFor(failure: ActionFailure | null): Standing | undefined {
  // Of `version_conflict`: refuse-exemption.ts.
  return failure?.code === 'version_conflict' ? (failure.members.current as Standing) : undefined
}

/** Versions only grow: a lower one is an answer from before. */
function isOther(standing: Standing | undefined, seenVersion: number | null): boolean {
  if (standing === undefined) return false
  if (standing === null || seenVersion === null) return (standing?.version ?? null) !== seenVersion
  return standing.version > seenVersion
}

interface ConflictOptions {
  /** The version that the dialog was opened on. */
  readonly opened: number | null
  /** What the preview found; undefined: unknown yet. */
  readonly latest: Standing | undefined
  readonly action: { readonly failure: ActionFailure | null; readonly forget: () => void }
}

/**
 * Whether an exemption has changed since its dialog opened, as a refusal or the preview tells it. Nothing is adopted
 * unseen: what stands there now must be accepted.
 */
export function useConflict({ opened, latest, action }: ConflictOptions): Conflict {
  const queryClient = useQueryClient()
  const [seenVersion, setSeen] = useState(opened)
  const other = [refusedFor(action.failure), latest].find((standing) => isOther(standing, seenVersion))
  const accept = () => {
    if (other !== undefined) setSeen(other?.version ?? null)
    action.forget()
    void queryClient.invalidateQueries({ queryKey: ['impact'] })
  }
  return { seenVersion, other, accept }
}
