import type { ApiKey } from '@/lib/auth/api-keys'
import type { ExemptionEffect, FeatureContext, RolloutMode, ScopeType, Stage } from '@/lib/rollout'
import type { FeatureRules, Internals, Rules } from './facts'

/** Up to this many internal actors are held whole; beyond, each is asked for (reliability.md, "Caches"). */
export const MOST_INTERNALS = 50_000

// Rows as they come: the words are trusted to the core, which denies what it does not know.
export interface RuleRows {
  readonly features: [string, RolloutMode, FeatureContext][] | null
  readonly rollouts: [string, ScopeType, string | null, Stage][] | null
  readonly exemptions: [string, string, ExemptionEffect, number | null][] | null
}

/** The rules by feature. What belongs to an archived feature is left out with it. */
export function rulesFrom({ features, rollouts, exemptions }: RuleRows): Rules {
  const byName = new Map<string, FeatureRules>(
    (features ?? []).map(([name, mode, contexts]) => [
      name,
      {
        name,
        mode,
        contexts,
        globalStage: null,
        projectStages: new Map(),
        sectionStages: new Map(),
        exemptions: new Map(),
      },
    ]),
  )
  for (const [feature, scopeType, scopeId, stage] of rollouts ?? []) {
    const rules = byName.get(feature)
    if (rules === undefined) continue
    if (scopeId === null) rules.globalStage = stage
    else (scopeType === 'project' ? rules.projectStages : rules.sectionStages).set(scopeId, stage)
  }
  for (const [feature, publisherId, effect, expiresAt] of exemptions ?? []) {
    byName.get(feature)?.exemptions.set(publisherId, { effect, expiresAt })
  }
  return { features: byName, names: [...byName.keys()] }
}

export interface InternalRows {
  readonly author: string[] | null
  readonly user: string[] | null
}

/** The sets of internal actors, or null where they are too many to hold. */
export function internalsFrom({ author, user }: InternalRows): Internals {
  const authors = author ?? []
  const users = user ?? []
  return authors.length + users.length > MOST_INTERNALS ? null : { author: new Set(authors), user: new Set(users) }
}

export interface KeyRow {
  readonly id: string
  readonly name: string
  readonly hash: string
  readonly scopes: ('decide' | 'admin')[]
  readonly rateLimitPerS: number | null
  readonly allowedOrigins: string[]
  readonly expiresAt: number | null
}

/** Keys that are not revoked, by their hash. */
export function keysFrom(rows: readonly KeyRow[]): ReadonlyMap<string, ApiKey> {
  return new Map(rows.map((row) => [row.hash, row]))
}
