import type pg from 'pg'
import type { ChainedEntry } from '@/lib/audit/canonical-entry'
import { differences, type Facts, isSameJson } from '@/lib/audit/differences'
import { kindOf } from '@/lib/audit/fact-of-entry'
import { may, type Principal } from '@/lib/auth/permissions'
import type { AuditEntry } from '@/lib/contracts/api/audit'
import { placeNames } from './place-names'
import { type FactKind, type FactName, presentFacts } from './present-facts'
import { type Revertible, revertibleOf } from './revertible'

type Client = Pick<pg.ClientBase, 'query'>

const jsonOf = (text: string | null): Facts => (text === null ? null : JSON.parse(text))

const factOf = ({ featureName, scopeType, scopeId }: ChainedEntry): FactName => ({
  feature: featureName,
  scopeType,
  scopeId,
})

/** What stands now of each fact that could be reverted, by entry. */
async function presentOf(
  client: Client,
  entries: readonly ChainedEntry[],
): Promise<ReadonlyMap<ChainedEntry, unknown>> {
  const present = new Map<ChainedEntry, unknown>()
  const byKind = new Map<FactKind, ChainedEntry[]>()
  for (const entry of entries) {
    const kind = kindOf(entry.action) as FactKind
    byKind.set(kind, [...(byKind.get(kind) ?? []), entry])
  }
  for (const [kind, ofKind] of byKind) {
    const facts = await presentFacts(client, kind, ofKind.map(factOf))
    for (const [at, entry] of ofKind.entries()) present.set(entry, facts[at])
  }
  return present
}

const refused = (code: AuditEntry['revert']['code'], message: string) => ({ isOffered: false, code, message })

function revertOf(
  principal: Principal,
  entry: ChainedEntry,
  revertible: Revertible,
  present: unknown,
): AuditEntry['revert'] {
  if (!revertible.isRevertible) return refused('not_revertible', revertible.why)
  if (!may(principal, revertible.permission)) return refused('forbidden', 'You may not change this.')
  if (!isSameJson(present, jsonOf(entry.after))) return refused('superseded', SUPERSEDED)
  return { isOffered: true, code: null, message: null }
}

export const SUPERSEDED = 'It has been changed again since.'

/**
 * Entries as people and programs see them.
 * @param client in a session whose time zone is UTC
 */
export async function describeEntries(
  client: Client,
  principal: Principal,
  entries: readonly ChainedEntry[],
): Promise<AuditEntry[]> {
  const judged = new Map(entries.map((entry) => [entry, revertibleOf(entry)] as const))
  const present = await presentOf(
    client,
    entries.filter((entry) => judged.get(entry)?.isRevertible),
  )
  const nameOf = await placeNames(client, entries)
  return entries.map((entry) => {
    const { id, revision, actorKind, actorId, actorName, featureName, before, after, ...same } = entry
    const facts = { before: jsonOf(before), after: jsonOf(after) }
    return {
      ...same,
      id: Number(id),
      revision: Number(revision),
      actor: { kind: actorKind, id: actorId, name: actorName },
      feature: featureName,
      scopeName: nameOf(entry),
      ...facts,
      differences: differences(facts.before, facts.after),
      revert: revertOf(principal, entry, revertibleOf(entry), present.get(entry)),
    }
  })
}
