import type { ChangeEvent, EntryEvent, History } from '../history'
import { placeOf } from './facts'

const nameOf = (kind: string, place: Parameters<typeof placeOf>[0]) => `${kind} ${placeOf(place)}`

/** For each entry's id, the version that was at its place before: the revision of the entry before, null where nothing stood. */
function versionsBefore(trail: readonly EntryEvent[]): Map<number, number | null> {
  const present = new Map<string, number | null>()
  const before = new Map<number, number | null>()
  for (const entry of trail) {
    const name = nameOf(entry.action.split('.')[0] ?? '', entry)
    before.set(entry.id, present.get(name) ?? null)
    present.set(name, entry.after === null ? null : entry.revision)
  }
  return before
}

function lostBy(change: ChangeEvent, actual: number | null): string[] {
  const { requestId, outcome, expectedVersion } = change
  if (outcome.kind !== 'accepted') return []
  const says = (text: string) => `${requestId}: ${text}, but version ${actual} stood there`
  const found: string[] = []
  if (outcome.replaced !== undefined && outcome.replaced !== actual)
    found.push(says(`says that it replaced version ${outcome.replaced}`))
  if (expectedVersion !== undefined && expectedVersion !== actual)
    found.push(says(`was accepted on version ${expectedVersion}`))
  return found
}

/** Each accepted change replaced the version that it named, and no other: two that saw the same succeed once. */
export function checkLostUpdates({ changes, trail }: History): string[] {
  const before = versionsBefore(trail)
  const entries = new Map(trail.map((entry) => [entry.requestId, entry]))
  return changes.flatMap((change) => {
    const entry = entries.get(change.requestId)
    return entry === undefined ? [] : lostBy(change, before.get(entry.id) ?? null)
  })
}
