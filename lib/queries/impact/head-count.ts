import type pg from 'pg'
import type { ImpactAnswer } from '@/lib/contracts/api/impact'
import { ACTOR_TYPES, type ActorType } from '@/lib/rollout'
import { type Concerned, namesOf, TABLE } from './read-actors'

const MOST_FIRST = 10

interface Heads {
  count: number
  /** The least ids so far, sorted. */
  readonly first: string[]
}

type Side = 'gain' | 'lose'

/** Counts those concerned, and keeps the first few. */
export interface HeadCount {
  add(concerned: Concerned): void
  /** The counts as they are answered, with the names of the first. */
  read(client: pg.ClientBase): Promise<Pick<ImpactAnswer, 'gain' | 'lose' | 'both'>>
}

function addHead(heads: Heads, id: string): void {
  heads.count++
  const last = heads.first[MOST_FIRST - 1]
  if (last !== undefined && id >= last) return
  const at = heads.first.findIndex((other) => id < other)
  heads.first.splice(at < 0 ? heads.first.length : at, 0, id)
  heads.first.length = Math.min(heads.first.length, MOST_FIRST)
}

export function createHeadCount(): HeadCount {
  const none = (): Heads => ({ count: 0, first: [] })
  const heads: Record<Side, Record<ActorType, Heads>> = {
    gain: { author: none(), user: none() },
    lose: { author: none(), user: none() },
  }
  const both: Record<ActorType, number> = { author: 0, user: 0 }

  function add({ actor, effect }: Concerned): void {
    if (effect.gains) addHead(heads.gain[actor.actorType], actor.actorId)
    if (effect.loses) addHead(heads.lose[actor.actorType], actor.actorId)
    if (effect.gains && effect.loses) both[actor.actorType]++
  }

  async function read(client: pg.ClientBase) {
    const names: Partial<Record<ActorType, ReadonlyMap<string, string>>> = {}
    for (const type of ACTOR_TYPES) {
      names[type] = await namesOf(client, TABLE[type], [...heads.gain[type].first, ...heads.lose[type].first])
    }
    const answered = (side: Side, type: ActorType) => ({
      count: heads[side][type].count,
      first: heads[side][type].first.map((id) => ({ id, name: names[type]?.get(id) ?? '' })),
    })
    return {
      gain: { authors: answered('gain', 'author'), users: answered('gain', 'user') },
      lose: { authors: answered('lose', 'author'), users: answered('lose', 'user') },
      both: { authors: both.author, users: both.user },
    }
  }

  return { add, read }
}
