import { type ActorType, cohortHex, isInCohort } from '@/lib/rollout'
import type { Aviary } from './import'

export const FEATURE = 'f'
const USERS = Array.from({ length: 200 }, (_, nth) => `u${String(nth).padStart(3, '0')}`)
const AUTHORS = Array.from({ length: 40 }, (_, nth) => `a${String(nth).padStart(2, '0')}`)
/** The internal ones. */
export const INTERNAL = { author: ['a00'], user: ['u000', 'u001'] } as const

export type Who = 'internal' | 'in 5' | 'in 50 only' | 'out'

function whoIs(type: ActorType, id: string): Who {
  if (([...INTERNAL[type]] as string[]).includes(id)) return 'internal'
  const hex = cohortHex(FEATURE, type, id)
  if (isInCohort(hex, 'five_percent')) return 'in 5'
  return isInCohort(hex, 'fifty_percent') ? 'in 50 only' : 'out'
}

/** The actors of the world that are of these kinds, by id. */
export const those = (type: ActorType, ...kinds: readonly Who[]): string[] =>
  (type === 'user' ? USERS : AUTHORS).filter((id) => kinds.includes(whoIs(type, id)))

export const EVERYONE: readonly Who[] = ['internal', 'in 5', 'in 50 only', 'out']

const name = (id: string) => (id === 'u002' ? '=1+1' : `Name of ${id}`)

/**
 * Feature f stands at 5 % globally. Project p1 and section s1 follow it; s2 has its own stage, internal only; s3's
 * publisher is denied and s4's is forced; s5 is not opted in. Of the others, `plain` is scoped only, `d` is for
 * sections alone and `gone` is archived.
 */
export async function loadImpactWorld(aviary: Aviary): Promise<void> {
  const features = ['f', 'gone'].map((of) => ({
    name: of,
    description: of,
    contexts: ['both' as const],
    rolloutMode: 'canary' as const,
  }))
  const section = (id: string, projectId: string, publisherId: string) => ({ id, title: id, projectId, publisherId })
  await aviary.load(
    {
      publishers: ['free', 'denied', 'forced'].map((id) => ({ id, name: `The ${id} press` })),
      projects: [{ id: 'p1', title: 'Chemistry', publisherId: 'free' }],
      sections: [
        section('s1', 'p1', 'free'),
        section('s2', 'p1', 'free'),
        section('s3', 'p1', 'denied'),
        section('s4', 'p1', 'forced'),
        section('s5', 'p1', 'free'),
      ],
      users: USERS.map((id) => ({ id, name: name(id), email: null, isInternal: whoIs('user', id) === 'internal' })),
      authors: AUTHORS.map((id) => ({ id, name: name(id), isInternal: whoIs('author', id) === 'internal' })),
      features: [
        ...features,
        { name: 'plain', description: 'p', contexts: ['both'], rolloutMode: 'scoped_only' },
        { name: 'd', description: 'd', contexts: ['delivery'], rolloutMode: 'canary' },
      ],
      scopeStates: [
        { feature: 'f', scopeType: 'project', scopeId: 'p1' },
        ...['s1', 's2', 's3', 's4'].map((scopeId) => ({ feature: 'f', scopeType: 'section' as const, scopeId })),
        { feature: 'plain', scopeType: 'section', scopeId: 's1' },
      ],
      rollouts: [
        { feature: 'f', scopeType: 'global', scopeId: null, stage: 'five_percent' },
        { feature: 'f', scopeType: 'section', scopeId: 's2', stage: 'internal_only' },
      ],
      exemptions: [
        { feature: 'f', publisherId: 'denied', effect: 'deny', note: 'n', expiresAt: null },
        { feature: 'f', publisherId: 'forced', effect: 'force_enable', note: 'n', expiresAt: null },
      ],
    },
    { reason: 'start' },
  )
  await aviary.rows(`UPDATE features SET archived_at = now() WHERE name = 'gone'`)
}
