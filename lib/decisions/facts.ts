import type { ApiKey } from '@/lib/auth/api-keys'
import type { ActorType, ExemptionEffect, FeatureContext, ResourceType, RolloutMode, Stage } from '@/lib/rollout'

/** Where the state stands: the epoch (a restore begins a new one), and the count of committed changes within it. */
export interface Revision {
  readonly epoch: string
  readonly n: number
  /** Database time, in ms since 1970. */
  readonly dbNowMs: number
}

/** The rules of one feature, by the ids they apply to. */
export interface FeatureRules {
  readonly name: string
  readonly mode: RolloutMode
  readonly contexts: FeatureContext
  globalStage: Stage | null
  readonly projectStages: Map<string, Stage>
  readonly sectionStages: Map<string, Stage>
  readonly exemptions: Map<string, { readonly effect: ExemptionEffect; readonly expiresAt: number | null }>
}

export interface Rules {
  readonly features: ReadonlyMap<string, FeatureRules>
  /** Every feature not archived, sorted by code unit. */
  readonly names: readonly string[]
}

/** The internal actors by type; null where they are too many to hold, and are asked for one by one. */
export type Internals = Readonly<Record<ActorType, ReadonlySet<string>>> | null

/** What the snapshot is made of. Each part can be read again alone. */
export interface Parts {
  readonly rules: Rules
  readonly internals: Internals
  readonly keys: ReadonlyMap<string, ApiKey>
}
export type Part = keyof Parts
export const ALL_PARTS: readonly Part[] = ['rules', 'internals', 'keys']

/** What the directory and the opt-ins say of a resource. Unknown resources have an entry too: it says so. */
export interface ResourceFacts {
  readonly isKnown: boolean
  readonly projectId: string | null
  readonly publisherId: string | null
  readonly optedIn: readonly string[]
}

/** Names one cached fact, and stands in the hints of a change: `p:`, `s:`, `a:` or `u:` and the id. */
export type FactKey = string

const PREFIX = { project: 'p:', section: 's:', author: 'a:', user: 'u:' } as const

/** The key of a resource's or an actor's facts. */
export function factKey(type: ResourceType | ActorType, id: string): FactKey {
  return PREFIX[type] + id
}

/** The facts of the asked keys, all as of one revision. */
export interface LoadedFacts extends Revision {
  readonly resources: ReadonlyMap<FactKey, ResourceFacts>
  readonly internal: ReadonlyMap<FactKey, boolean>
}

export type LoadedParts = Revision & Partial<Parts>

/** Where facts come from. Each method is one round trip, and all that it returns is as of the revision it returns. */
export interface FactSource {
  readRevision(): Promise<Revision>
  loadParts(parts: readonly Part[]): Promise<LoadedParts>
  loadFacts(keys: readonly FactKey[]): Promise<LoadedFacts>
  /** All parts and the asked facts in one repeatable-read transaction, for `bypassCache`. */
  loadAll(keys: readonly FactKey[]): Promise<{ readonly parts: LoadedParts; readonly facts: LoadedFacts }>
  findKey(hash: string): Promise<ApiKey | null>
}

/** What a committed change said of itself: fact keys, `rules`, `keys`, or `*` for everything. */
export type Hint = readonly string[]
