import type pg from 'pg'
import type { ImpactAnswer } from '@/lib/contracts/api/impact'
import type { ExemptionEffect, Impact } from '@/lib/rollout'
import { namesOf } from './read-actors'

const MOST_FIRST = 20

/** The publishers that are denied or forced where the change reaches, as they are answered. */
export async function exemptPublishers(client: pg.ClientBase, impact: Impact): Promise<ImpactAnswer['publishers']> {
  const exempt = [...impact.exemptPublishers()]
  const ids = exempt.map(([id]) => id)
  const names = await namesOf(client, 'publishers', ids)
  const named = exempt.map(([id, { effect, resources }]) => ({ id, name: names.get(id) ?? '', effect, resources }))
  named.sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)))
  const of = (wanted: ExemptionEffect) => {
    const those = named.filter(({ effect }) => effect === wanted)
    return { count: those.length, first: those.slice(0, MOST_FIRST).map(({ effect: _, ...publisher }) => publisher) }
  }
  return { denied: of('deny'), forced: of('force_enable') }
}
