import type pg from 'pg'
import type { ActorType, ExemptionEffect, ResourceType, Stage, StageSourceType } from '@/lib/rollout'
import { seams } from '@/lib/telemetry/channels'
import type { ChangeContext } from './change-context'

/** Of one change so many entries are told, each on its own; an import may have a hundred thousand. */
const MOST_TOLD = 1000

interface Entry {
  readonly feature: string | null
  readonly scopeType: string | null
  readonly scopeId: string | null
  readonly before: Readonly<Record<string, unknown>> | null
  readonly after: Readonly<Record<string, unknown>> | null
}

const WHERE_IT_BEGINS = `SELECT coalesce(max(id), 0)::float8 AS entry FROM audit_events`
const WRITTEN_SINCE = `
  SELECT feature_name AS feature, scope_type AS "scopeType", scope_id AS "scopeId", before, after
  FROM audit_events WHERE id > $1 ORDER BY id LIMIT ${MOST_TOLD}`

type Common = { readonly revision: number; readonly by: string; readonly seconds: number }

// What an entry is about, an import's or a revert's too, is said by what it holds.
function tellEntry({ feature, scopeType, scopeId, before, after }: Entry, common: Common): void {
  const held = after ?? before ?? {}
  const of = <Value>(key: string) => ({
    from: (before?.[key] ?? null) as Value | null,
    to: (after?.[key] ?? null) as Value | null,
  })
  if ('isInternal' in held) {
    const { from, to } = of<boolean>('isInternal')
    seams.accountChanged.publish({ actorType: scopeType as ActorType, from: from === true, to: to === true, ...common })
  } else if (feature === null) return
  else if ('stage' in held) {
    seams.stageChanged.publish({ feature, scopeType: scopeType as StageSourceType, ...of<Stage>('stage'), ...common })
  } else if ('effect' in held) {
    const publisherId = scopeId ?? ''
    seams.exemptionChanged.publish({ feature, publisherId, ...of<ExemptionEffect>('effect'), ...common })
  } else if ('optedIn' in held) {
    const scope = { feature, scopeType: scopeType as ResourceType }
    seams.scopeChanged.publish({ ...scope, from: before !== null, to: after !== null, ...common })
  }
}

const DETAILED = [seams.stageChanged, seams.exemptionChanged, seams.scopeChanged, seams.accountChanged]

/**
 * Watches an open change for those who listen to the diagnostics channels. To be called under the writers' lock, before
 * anything is written: all entries from here on are the change's own.
 * @returns to be called when all is written, with its last entry: gives what tells of it once it is committed
 */
export async function listenIn(client: pg.ClientBase, { principal, requestId }: ChangeContext) {
  const startedAtMs = performance.now()
  const isDetailed = DETAILED.some(({ hasSubscribers }) => hasSubscribers)
  const first = isDetailed ? (await client.query<{ entry: number }>(WHERE_IT_BEGINS)).rows[0]?.entry : undefined

  return async (revision: number, auditEntry: number | null): Promise<() => void> => {
    if (auditEntry === null) return () => {}
    const entries = first === undefined ? [] : (await client.query<Entry>(WRITTEN_SINCE, [first])).rows
    return () => {
      const common = { revision, by: principal.kind, seconds: (performance.now() - startedAtMs) / 1000 }
      if (seams.committed.hasSubscribers) seams.committed.publish({ requestId, auditEntry, ...common })
      for (const entry of entries) tellEntry(entry, common)
    }
  }
}
