import fc from 'fast-check'
import type { RowOf, Rows } from '@/lib/changes/import/lists'
import { isId, supports } from '@/lib/rollout'

/** A state document without gaps: every list and every field. */
export type WholeDocument = { version: 1 } & Rows

// Few, so that documents meet; odd, so that every byte of an id counts.
const ODD_IDS = ['1', '2', '10', 'a', 'A', 'é', 'e\u0301', '__proto__', 'x,"{}\\', 'NULL', '😀', '\uffee']
const anyId = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter(isId)
const id = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...ODD_IDS) }, { weight: 1, arbitrary: anyId })
const text = fc.constantFrom('A title', '“quoted” \\ {"a"}', 'العربية', '書籍 😀', "O'Hara")
const instant = fc.date({ min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true })

/** A reference, resolved when the rows are there that it may lead to. */
const reference = fc.nat(1000)
const resolve = <Item>(items: readonly Item[], nth: number | null): Item | undefined =>
  nth === null ? undefined : items[nth % Math.max(1, items.length)]

const account = fc.record({ id, email: fc.option(fc.nat(30)), name: text, isInternal: fc.boolean() })
const named = fc.uniqueArray(fc.record({ id, text }), { selector: (row) => row.id, maxLength: 6 })

const raw = fc.record({
  publishers: named,
  projects: named,
  sections: named,
  parents: fc.array(fc.record({ project: fc.option(reference), publisher: fc.option(reference) }), {
    minLength: 6,
    maxLength: 6,
  }),
  authors: fc.uniqueArray(account, { selector: (row) => row.id, maxLength: 6 }),
  users: fc.uniqueArray(account, { selector: (row) => row.id, maxLength: 6 }),
  features: fc.array(
    fc.record<RowOf<'features'>>({
      name: fc.constantFrom('alpha', 'Alpha', 'b.eta', 'gamma-1', 'delta_2'),
      description: text,
      contexts: fc.constantFrom(
        ['both'],
        ['authoring'],
        ['delivery'],
        ['authoring', 'delivery'],
        ['delivery', 'authoring'],
      ),
      rolloutMode: fc.constantFrom('scoped_only', 'canary'),
    }),
    { maxLength: 6 },
  ),
  scopeStates: fc.array(fc.record({ feature: reference, place: reference }), { maxLength: 12 }),
  rollouts: fc.array(
    fc.record({
      feature: reference,
      place: fc.option(reference),
      stage: fc.constantFrom('off', 'internal_only', 'five_percent', 'fifty_percent', 'full'),
    }),
    { maxLength: 8 },
  ),
  exemptions: fc.array(
    fc.record({
      feature: reference,
      publisher: reference,
      effect: fc.constantFrom('deny', 'force_enable'),
      note: text,
      expiresAt: fc.option(instant),
    }),
    { maxLength: 6 },
  ),
})
type Raw = typeof raw extends fc.Arbitrary<infer Value> ? Value : never

function distinct<Row>(rows: readonly Row[], key: (row: Row) => unknown): Row[] {
  return [...new Map(rows.map((row) => [JSON.stringify(key(row)), row])).values()]
}

function accounts(rows: Raw['users'], prefix: string): RowOf<'users'>[] {
  const seen = new Set<number | null>()
  return rows.map(({ email, ...row }) => {
    const isFree = email !== null && !seen.has(email)
    seen.add(email)
    return { ...row, email: isFree ? `${prefix}${email}@example.org` : null }
  })
}

function directory({
  publishers,
  projects,
  sections,
  parents,
}: Raw): Pick<WholeDocument, 'publishers' | 'projects' | 'sections'> {
  const of = (nth: number) => parents[nth] ?? { project: null, publisher: null }
  const publisherId = (nth: number) => resolve(publishers, of(nth).publisher)?.id ?? null
  return {
    publishers: publishers.map((row) => ({ id: row.id, name: row.text })),
    projects: projects.map((row, nth) => ({ id: row.id, title: row.text, publisherId: publisherId(nth) })),
    sections: sections.map((row, nth) => ({
      id: row.id,
      title: row.text,
      projectId: resolve(projects, of(nth).project)?.id ?? null,
      publisherId: publisherId(nth),
    })),
  }
}

function assemble(given: Raw): WholeDocument {
  const places = (['project', 'section'] as const).flatMap((scopeType) =>
    given[`${scopeType}s`].map((row) => ({ scopeType, scopeId: row.id })),
  )
  const features = distinct(given.features, (row) => row.name)
  const scopeStates = given.scopeStates.flatMap(({ feature, place }): RowOf<'scopeStates'>[] => {
    const [at, where] = [resolve(features, feature), resolve(places, place)]
    const contexts = at?.contexts?.length === 2 ? 'both' : at?.contexts?.[0]
    return at && where && contexts && supports(contexts, where.scopeType) ? [{ feature: at.name, ...where }] : []
  })
  const rollouts = given.rollouts.flatMap(({ feature, place, stage }): RowOf<'rollouts'>[] => {
    const [at, where] = [resolve(features, feature), resolve(places, place)]
    if (!at) return []
    return [
      where ? { feature: at.name, ...where, stage } : { feature: at.name, scopeType: 'global', scopeId: null, stage },
    ]
  })
  const exemptions = given.exemptions.flatMap(({ feature, publisher, expiresAt, ...row }): RowOf<'exemptions'>[] => {
    const [at, whose] = [resolve(features, feature), resolve(given.publishers, publisher)]
    return at && whose
      ? [{ feature: at.name, publisherId: whose.id, ...row, expiresAt: expiresAt?.toISOString() ?? null }]
      : []
  })
  const place = (row: RowOf<'scopeStates'> | RowOf<'rollouts'>) => [row.feature, row.scopeType, row.scopeId]
  return {
    version: 1,
    ...directory(given),
    authors: accounts(given.authors, 'author'),
    users: accounts(given.users, 'user'),
    features,
    scopeStates: distinct(scopeStates, place),
    rollouts: distinct(rollouts, place),
    exemptions: distinct(exemptions, (row) => [row.feature, row.publisherId]),
  }
}

/** Documents that an empty database takes, given a reason: no dangling references, no shared addresses. */
export const arbitraryDocument: fc.Arbitrary<WholeDocument> = raw.map(assemble)

/** A document as an export writes it: every list sorted by the bytes of what names its rows. */
export function canonical(document: WholeDocument): WholeDocument {
  const features = document.features.map((row) =>
    row.contexts?.length === 2 ? { ...row, contexts: ['both' as const] } : row,
  )
  return {
    version: 1,
    publishers: sorted(document.publishers, 'id'),
    projects: sorted(document.projects, 'id'),
    sections: sorted(document.sections, 'id'),
    authors: sorted(document.authors, 'id'),
    users: sorted(document.users, 'id'),
    features: sorted(features, 'name'),
    scopeStates: sorted(document.scopeStates, 'feature', 'scopeType', 'scopeId'),
    rollouts: sorted(document.rollouts, 'feature', 'scopeType', 'scopeId'),
    exemptions: sorted(document.exemptions, 'feature', 'publisherId'),
  }
}

function sorted<Row>(rows: readonly Row[], ...fields: (keyof Row)[]): Row[] {
  const bytes = (row: Row) => Buffer.from(fields.map((field) => row[field] ?? '').join('\u0000'))
  return rows.toSorted((a, b) => Buffer.compare(bytes(a), bytes(b)))
}
