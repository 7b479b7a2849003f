import type { StateDocument } from '@/lib/contracts/state-document'
import { type Mends, mendEmail, mendLine, mendNote } from './mends'
import type { Source } from './source'

export type Feature = NonNullable<StateDocument['features']>[number]
type Account = NonNullable<StateDocument['users']>[number]
type Texts<Name extends string> = Record<Name, string | null> & { readonly id: string }
export type AccountList = 'authors' | 'users'

type AccountRow = [id: string, email: string | null, name: string | null, internal: string]

/** So many accounts are one import: one transaction, of some seconds. */
const ACCOUNTS_A_BATCH = 50_000

/** Authors or users, batch by batch, in the same order each time. */
export async function* readAccounts(source: Source, list: AccountList, mends: Mends): AsyncGenerator<Account[]> {
  const of = (column: string) => source.text(list, column)
  const sql = `SELECT id::text, ${of('email')} AS email, ${of('name')} AS name,
    coalesce(${of('is_internal')}, 'false') AS internal FROM ${list} ORDER BY ${list}.id`
  // An address is unique among authors, and not among users (data.md).
  const taken = list === 'authors' ? new Set<string>() : null
  for await (const rows of source.batches<AccountRow>(sql, ACCOUNTS_A_BATCH)) {
    if (rows.length === 0) continue
    yield rows.map(([id, email, name, internal]) => {
      const row = `${list} ${id}`
      const address = mendEmail(email, row, taken, mends)
      const fallback = address ?? `${list === 'users' ? 'User' : 'Author'} ${id}`
      return { id, email: address, name: mendLine(name, fallback, row, mends), isInternal: internal === 'true' }
    })
  }
}

async function readDirectory(source: Source, mends: Mends) {
  const { text } = source
  const titled = (table: 'projects' | 'sections', { id, title }: Texts<'title'>) =>
    mendLine(title, `${table === 'projects' ? 'Project' : 'Section'} ${id}`, `${table} ${id}`, mends)
  const publishers = await source.query<Texts<'name'>>(
    'SELECT id::text, name::text FROM publishers ORDER BY publishers.id',
  )
  const projects = await source.query<Texts<'title' | 'publisher'>>(
    `SELECT id::text, title::text, ${text('projects', 'publisher_id')} AS publisher FROM projects ORDER BY projects.id`,
  )
  const sections = await source.query<Texts<'title' | 'project' | 'publisher'>>(
    `SELECT id::text, title::text, ${text('sections', 'base_project_id')} AS project,
       ${text('sections', 'publisher_id')} AS publisher FROM sections ORDER BY sections.id`,
  )
  return {
    publishers: publishers.map(({ id, name }) => ({
      id,
      name: mendLine(name, `Publisher ${id}`, `publishers ${id}`, mends),
    })),
    projects: projects.map((row) => ({ id: row.id, title: titled('projects', row), publisherId: row.publisher })),
    sections: sections.map((row) => ({
      id: row.id,
      title: titled('sections', row),
      projectId: row.project,
      publisherId: row.publisher,
    })),
  }
}

const PLACE = (of: string, source: Source) =>
  `${source.text(of, 'project_id')} AS project, ${source.text(of, 'section_id')} AS section`
type Placed = { feature: string; project: string | null; section: string | null }

const scopeOf = ({ project, section }: Placed) =>
  project !== null
    ? ({ scopeType: 'project', scopeId: project } as const)
    : ({ scopeType: 'section', scopeId: section ?? '' } as const)

async function readScopeStates(source: Source) {
  const table = 'scoped_feature_flag_states'
  const rows = await source.query<Placed>(
    `SELECT feature_name::text AS feature, ${PLACE(table, source)} FROM ${table} ORDER BY 1, 2, 3`,
  )
  return rows.map((row) => ({ feature: row.feature, ...scopeOf(row) }))
}

/** As they stand: a stage or an effect that Aviary does not know is refused by the import, never guessed. */
async function readRollouts(source: Source) {
  const table = 'scoped_feature_rollouts'
  if (!source.has(table)) return []
  const rows = await source.query<Placed & { stage: string }>(
    `SELECT feature_name::text AS feature, ${PLACE(table, source)}, stage::text FROM ${table} ORDER BY 1, 2, 3`,
  )
  return rows.map((row) => ({
    feature: row.feature,
    ...(row.project === null && row.section === null ? { scopeType: 'global', scopeId: null } : scopeOf(row)),
    stage: row.stage,
  }))
}

async function readExemptions(source: Source, mends: Mends) {
  const table = 'scoped_feature_exemptions'
  if (!source.has(table)) return []
  const of = (column: string) => source.text(table, column)
  const rows = await source.query<
    Record<'feature' | 'publisher' | 'effect', string> & { note: string | null; until: Date | null }
  >(
    `SELECT feature_name::text AS feature, publisher_id::text AS publisher, effect::text, ${of('note')} AS note,
       ${of('expires_at')}::timestamptz AS until FROM ${table} ORDER BY 1, 2`,
  )
  return rows.map(({ feature, publisher, effect, note, until }) => ({
    feature,
    publisherId: publisher,
    effect,
    note: mendNote(note, `exemption of ${publisher} for ${feature}`, mends),
    expiresAt: until?.toISOString() ?? null,
  }))
}

/** The features of the source's own table; null where they stand in its code instead. */
export async function readFeatures(source: Source): Promise<Feature[] | null> {
  if (!source.has('features')) return null
  const of = (column: string) => source.text('features', column)
  const rows = await source.query<Record<'name' | 'description' | 'contexts' | 'mode', string>>(
    `SELECT name::text, ${of('description')} AS description, ${of('contexts')} AS contexts,
       coalesce(${of('rollout_mode')}, 'scoped_only') AS mode FROM features WHERE ${of('archived_at')} IS NULL ORDER BY 1`,
  )
  return rows.map(({ name, description, contexts, mode }) => ({
    name,
    description,
    contexts: [contexts as 'both'],
    rolloutMode: mode as 'canary',
  }))
}

/** Every name that an opt-in, a rollout or an exemption has. */
export async function namesInUse(source: Source): Promise<{ name: string; isStaged: boolean }[]> {
  const staged = ['scoped_feature_rollouts', 'scoped_feature_exemptions'].filter(source.has)
  const from = ['scoped_feature_flag_states', ...staged].map(
    (table) => `SELECT feature_name::text AS name, ${staged.includes(table)} AS staged FROM ${table}`,
  )
  return source.query(
    `SELECT name, bool_or(staged) AS "isStaged" FROM (${from.join(' UNION ALL ')}) AS used GROUP BY name ORDER BY name`,
  )
}

/** All but the accounts: the directory, and the facts that decide. Checked where it is imported, not here. */
export async function readFacts(source: Source, features: readonly Feature[], mends: Mends) {
  return {
    version: 1 as const,
    ...(await readDirectory(source, mends)),
    features,
    scopeStates: await readScopeStates(source),
    rollouts: await readRollouts(source),
    exemptions: await readExemptions(source, mends),
  }
}

export type Facts = Awaited<ReturnType<typeof readFacts>>
