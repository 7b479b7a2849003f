import type { RolloutMode, ScopeType, Stage } from './vocabulary'

/** One own rollout of a feature. */
export interface PlacedStage {
  readonly scopeType: ScopeType
  readonly scopeId: string | null
  readonly stage: Stage
}

export type ModeVerdict =
  | { readonly verdict: 'apply'; readonly setGlobalTo: 'full' | null }
  | { readonly verdict: 'no_op' }
  | { readonly verdict: 'refuse'; readonly code: 'stage_skipped'; readonly places: readonly PlacedStage[] }

/**
 * Judges a change of a feature's rollout mode; decision.md, section "Ladder".
 * To `scoped_only` only where the global and every own stage are `full`; the places that are not are named (a global
 * rollout that does not exist counts as `off`). To `canary` the global rollout is to be set to `full` in the same
 * change (`setGlobalTo`, null where it stands there already), so that no one loses access by it.
 *
 * @param rollouts every own rollout of the feature, the global one included
 */
export function judgeModeChange(from: RolloutMode, to: RolloutMode, rollouts: readonly PlacedStage[]): ModeVerdict {
  if (from === to) return { verdict: 'no_op' }
  const short = placesShortOfFull(rollouts)
  switch (to) {
    case 'scoped_only':
      if (short.length > 0) return { verdict: 'refuse', code: 'stage_skipped', places: short }
      return { verdict: 'apply', setGlobalTo: null }
    case 'canary':
      return { verdict: 'apply', setGlobalTo: short.some(isGlobal) ? 'full' : null }
    default:
      return to satisfies never
  }
}

function placesShortOfFull(rollouts: readonly PlacedStage[]): readonly PlacedStage[] {
  const short = rollouts.filter(({ stage }) => stage !== 'full')
  if (rollouts.some(isGlobal)) return short
  return [{ scopeType: 'global', scopeId: null, stage: 'off' }, ...short]
}

function isGlobal({ scopeType }: PlacedStage): boolean {
  return scopeType === 'global'
}
