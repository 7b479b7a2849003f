import { STAGES, type Stage } from '@/lib/rollout'
import type { Dice } from './dice'
import { DIRECTORY, RESOURCES } from './directory'
import type { ChangeTarget } from './history'

/** A change that somebody wants, by what they have seen. */
export interface Wish {
  readonly method: 'PUT' | 'DELETE'
  readonly path: string
  readonly body: Readonly<Record<string, unknown>>
  readonly target: ChangeTarget
}

/** A feature as its page shows it. */
export interface SeenFeature {
  readonly rollouts: readonly {
    readonly scopeType: string
    readonly scopeId: string | null
    readonly version: number | null
    readonly effectiveStage: Stage
  }[]
  readonly exemptions: readonly { readonly publisherId: string; readonly version: number }[]
}

const WHY = 'Chaos.'
const PLACES = [{ type: 'global', id: null }, ...RESOURCES] as const

function stageAfter(dice: Dice, from: Stage): Stage {
  const rung = STAGES.indexOf(from)
  const isForward = dice.chance(0.75)
  const to = isForward ? rung + 1 : Math.floor(dice.between(0, rung))
  return STAGES[Math.max(0, Math.min(to, STAGES.length - 1))] ?? 'off'
}

function wishStage(dice: Dice, feature: string, { rollouts }: SeenFeature): Wish {
  const { type, id } = dice.pick(PLACES)
  const seen = rollouts.find(({ scopeType, scopeId }) => scopeType === type && scopeId === id)
  const global = rollouts.find(({ scopeType }) => scopeType === 'global')
  const isOutdated = seen?.version != null && dice.chance(0.1)
  const expectedVersion = isOutdated ? (seen?.version ?? 0) - 1 : (seen?.version ?? null)
  const target = { kind: 'rollout', feature, scopeType: type, scopeId: id } as const
  const path = `/features/${feature}/rollouts/${type}${id === null ? '' : `/${id}`}`
  if (id !== null && seen !== undefined && dice.chance(0.2))
    return { method: 'DELETE', path, body: { reason: WHY, expectedVersion }, target }
  const stage = stageAfter(dice, seen?.effectiveStage ?? global?.effectiveStage ?? 'off')
  return { method: 'PUT', path, body: { stage, reason: WHY, expectedVersion }, target }
}

function wishScope(dice: Dice, feature: string): Wish {
  const { type, id } = dice.pick(RESOURCES)
  const target = { kind: 'scope', feature, scopeType: type, scopeId: id } as const
  const method = dice.chance(0.7) ? 'PUT' : 'DELETE'
  return { method, path: `/features/${feature}/scopes/${type}/${id}`, body: { reason: WHY }, target }
}

function wishExemption(dice: Dice, feature: string, { exemptions }: SeenFeature): Wish {
  const publisher = dice.pick(DIRECTORY.publishers)
  const expectedVersion = exemptions.find(({ publisherId }) => publisherId === publisher)?.version ?? null
  const target = { kind: 'exemption', feature, scopeType: 'publisher', scopeId: publisher } as const
  const path = `/features/${feature}/exemptions/${publisher}`
  if (dice.chance(0.5)) return { method: 'DELETE', path, body: { note: WHY, expectedVersion }, target }
  const effect = dice.pick(['deny', 'force_enable'])
  return { method: 'PUT', path, body: { effect, note: WHY, expectedVersion }, target }
}

function wishInternal(dice: Dice): Wish {
  const user = dice.pick(DIRECTORY.users)
  const target = { kind: 'user', feature: null, scopeType: 'user', scopeId: user } as const
  const body = { isInternal: dice.chance(0.3), note: WHY }
  return { method: 'PUT', path: `/accounts/user/${user}/internal`, body, target }
}

/** Any change that may be wanted of a feature as it was seen. */
export function anyWish(dice: Dice, feature: string, seen: SeenFeature): Wish {
  const roll = dice.between(0, 1)
  if (roll < 0.6) return wishStage(dice, feature, seen)
  if (roll < 0.75) return wishScope(dice, feature)
  return roll < 0.9 ? wishExemption(dice, feature, seen) : wishInternal(dice)
}
