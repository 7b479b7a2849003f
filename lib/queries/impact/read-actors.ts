import type pg from 'pg'
import type { ActorFacts, ActorType, Impact, ImpactChange, ImpactEffect } from '@/lib/rollout'
import { inBatches } from './rows'

export const TABLE: Readonly<Record<ActorType, string>> = { author: 'authors', user: 'users' }

export type ByType = Readonly<Record<ActorType, number>>

/** An actor to whom a change does something. */
export interface Concerned {
  readonly actor: ActorFacts
  readonly effect: ImpactEffect
  /** Only where they were asked for. */
  readonly name: string
  readonly email: string | null
}

export interface JudgedBatch {
  readonly concerned: readonly Concerned[]
  /** How many actors were looked at. */
  readonly judged: number
}

type ActorRow = [id: string, isInternal: boolean, name?: string, email?: string | null]

/** `names`: with names and addresses, by id; `ids`: in the order that costs least. */
export type Wanted = 'ids' | 'names'

function selection(
  impact: Impact,
  change: ImpactChange,
  actorType: ActorType,
): { where: string; values: string[] } | null {
  const audience = impact.audience()
  switch (audience) {
    case 'nobody':
      return null
    case 'one': {
      const isTheOne = change.kind === 'internal' && change.actorType === actorType
      return isTheOne ? { where: ' WHERE id = $1', values: [change.actorId] } : null
    }
    case 'internal':
      return { where: ' WHERE is_internal', values: [] }
    case 'everyone':
      return { where: '', values: [] }
    default:
      return audience satisfies never
  }
}

function concernedIn(impact: Impact, actorType: ActorType, rows: readonly ActorRow[]): Concerned[] {
  const concerned: Concerned[] = []
  for (const [actorId, isInternal, name = '', email = null] of rows) {
    const actor = { actorType, actorId, isInternal }
    const effect = impact.effectOn(actor)
    if (effect.gains || effect.loses) concerned.push({ actor, effect, name, email })
  }
  return concerned
}

/** Looks at every actor of a type to whom the change may do something, in batches. */
export async function* judgeActors(
  client: pg.ClientBase,
  { impact, change, wanted }: { readonly impact: Impact; readonly change: ImpactChange; readonly wanted: Wanted },
  actorType: ActorType,
): AsyncGenerator<JudgedBatch> {
  const selected = selection(impact, change, actorType)
  if (selected === null) return
  const columns = wanted === 'names' ? 'id, is_internal, name, email' : 'id, is_internal'
  const order = wanted === 'names' ? ' ORDER BY id' : ''
  const sql = `SELECT ${columns} FROM ${TABLE[actorType]}${selected.where}${order}`
  for await (const rows of inBatches<ActorRow>(client, sql, selected.values)) {
    yield { concerned: concernedIn(impact, actorType, rows), judged: rows.length }
  }
}

/** How many actors the directory has. @param which all of them, or those that are internal */
export async function countActors(client: pg.ClientBase, which: 'all' | 'internal'): Promise<ByType> {
  const where = which === 'internal' ? ' WHERE is_internal' : ''
  const { rows } = await client.query<{ author: string; user: string }>(
    `SELECT (SELECT count(*) FROM authors${where}) AS author, (SELECT count(*) FROM users${where}) AS user`,
  )
  return { author: Number(rows[0]?.author), user: Number(rows[0]?.user) }
}

/** The names of actors by id. */
export async function namesOf(
  client: pg.ClientBase,
  table: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await client.query<[string, string]>({
    text: `SELECT id, name FROM ${table} WHERE id = ANY($1)`,
    values: [ids],
    rowMode: 'array',
  })
  return new Map(rows)
}
