import { createHash } from 'node:crypto'
import type { DecisionRequest } from '@/lib/contracts/decision'
import type { Feature } from './read'
import type { Source } from './source'

/** So many of each kind are drawn from; every one of them is asked about again and again. */
const ACTORS = 50_000
const INTERNALS = 2000
const PLACES = 10_000

type Drawn = { type: string; id: string }

/** Rows in an order that is random and the same in each run. */
const drawn = (source: Source, from: string, most: number) =>
  source.query<Drawn>(`SELECT type, id FROM (${from}) AS rows ORDER BY md5(type || id), type, id LIMIT ${most}`)

async function actorsOf(source: Source): Promise<Drawn[][]> {
  const all = (['user', 'author'] as const).map((type) => `SELECT '${type}' AS type, id::text AS id FROM ${type}s`)
  const internal = (['user', 'author'] as const).map(
    (type) =>
      `SELECT '${type}' AS type, id::text AS id FROM ${type}s WHERE ${source.text(`${type}s`, 'is_internal')} = 'true'`,
  )
  return Promise.all([
    drawn(source, all.join(' UNION ALL '), ACTORS),
    drawn(source, internal.join(' UNION ALL '), INTERNALS),
  ])
}

async function placesOf(source: Source): Promise<Drawn[][]> {
  const all = (['project', 'section'] as const).map((type) => `SELECT '${type}' AS type, id::text AS id FROM ${type}s`)
  const states = 'scoped_feature_flag_states'
  const optedIn = (['project', 'section'] as const).map(
    (type) => `SELECT DISTINCT '${type}' AS type, ${source.text(states, `${type}_id`)} AS id FROM ${states}
      WHERE ${source.text(states, `${type}_id`)} IS NOT NULL`,
  )
  return Promise.all([
    drawn(source, optedIn.join(' UNION ALL '), PLACES),
    drawn(source, all.join(' UNION ALL '), PLACES),
  ])
}

/**
 * Questions to ask both systems, the same in each run: everybody and internal people, where a feature is opted in and
 * anywhere, of every feature.
 */
export async function drawSample(
  source: Source,
  features: readonly Feature[],
  size: number,
): Promise<DecisionRequest[]> {
  const actors = (await actorsOf(source)).filter((list) => list.length > 0)
  const places = (await placesOf(source)).filter((list) => list.length > 0)
  if (actors.length === 0 || places.length === 0 || features.length === 0) return []
  return Array.from({ length: size }, (_, nth) => {
    const chance = createHash('sha1').update(String(nth)).digest()
    const pick = <Item>(items: readonly Item[], at: number) => items[chance.readUInt32BE(at) % items.length] as Item
    // Three of four from the first list, where the answers differ most.
    const most = <Item>(lists: readonly (readonly Item[])[], at: number) =>
      pick(lists[(chance[at] ?? 0) < 192 ? 0 : lists.length - 1] ?? [], at)
    const actor = most(actors, 0)
    const resource = most(places, 4)
    return {
      feature: pick(features, 8).name,
      actor: { type: actor.type as 'user', id: actor.id },
      resource: { type: resource.type as 'section', id: resource.id },
    }
  })
}
