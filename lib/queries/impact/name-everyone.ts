import { stringify } from 'csv-stringify/sync'
import type pg from 'pg'
import { everyoneConcerned, prepareImpact } from './judge-feature'
import type { ImpactAsked } from './messages'
import type { Concerned } from './read-actors'

const HEADER = ['effect', 'type', 'id', 'name', 'email']

function effectOf({ effect: { gains, loses } }: Concerned): string {
  if (gains && loses) return 'gain_and_lose'
  return gains ? 'gain' : 'lose'
}

// A name that begins like a formula is quoted with an apostrophe, so that no spreadsheet runs it.
const csv = (rows: readonly (readonly (string | null)[])[]) =>
  stringify([...rows], { escape_formulas: true, record_delimiter: '\r\n' })

/**
 * Everyone to whom the change does something, as CSV in parts: authors, then users, each by id.
 * @param write takes a part, and resolves when there is room for the next
 * @throws as `prepareImpact`
 */
export async function nameEveryone(
  client: pg.ClientBase,
  asked: Extract<ImpactAsked, { kind: 'names' }>,
  { accept, write }: { readonly accept: () => void; readonly write: (text: string) => Promise<void> },
): Promise<void> {
  const prepared = await prepareImpact(client, asked, accept)
  await write(csv([HEADER]))
  const looked = { wanted: 'names', total: 0, progress: () => {} } as const
  for await (const concerned of everyoneConcerned(client, prepared, looked)) {
    const rows = concerned.map((one) => [effectOf(one), one.actor.actorType, one.actor.actorId, one.name, one.email])
    if (rows.length > 0) await write(csv(rows))
  }
}
