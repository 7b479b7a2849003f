import type { ChangeEvent, EntryEvent, History } from '../history'
import { placeOf } from './facts'

function grouped(trail: readonly EntryEvent[]): Map<string, EntryEvent[]> {
  const byRequest = new Map<string, EntryEvent[]>()
  for (const entry of trail) {
    const own = byRequest.get(entry.requestId ?? '') ?? []
    byRequest.set(entry.requestId ?? '', [...own, entry])
  }
  return byRequest
}

function ofChange({ requestId, target, outcome }: ChangeEvent, entries: readonly EntryEvent[]): string[] {
  const says = (text: string) => [`${requestId}: ${text}`]
  const [entry] = entries
  if (entries.length > 1) return says(`has ${entries.length} entries`)
  if (entry !== undefined && placeOf(entry) !== placeOf(target)) return says('its entry is of another place')
  switch (outcome.kind) {
    case 'refused':
      return entry === undefined ? [] : says(`was refused (${outcome.code}), and has an entry`)
    case 'lost':
      return []
    case 'accepted':
      if (!outcome.changed) return entry === undefined ? [] : says('changed nothing, and has an entry')
      if (entry === undefined) return says('was accepted, and has no entry')
      if (outcome.revision === null || outcome.revision === entry.revision) return []
      return says(`was said to be revision ${outcome.revision}, its entry says ${entry.revision}`)
    default:
      return outcome satisfies never
  }
}

/** An audit entry if and only if a change; the chain whole, and the trail replayed equal to the present state. */
export function checkAudit({ changes, trail, verified, start }: History): string[] {
  const found = verified.isWhole ? [] : [`the trail is not whole: ${verified.message}`]
  const byRequest = grouped(trail.filter(({ revision }) => revision > start.revision))
  for (const change of changes) {
    found.push(...ofChange(change, byRequest.get(change.requestId) ?? []))
    byRequest.delete(change.requestId)
  }
  for (const [requestId, entries] of byRequest)
    found.push(`entry ${entries[0]?.id} (${requestId}) is of no change that was asked for`)
  return found
}
