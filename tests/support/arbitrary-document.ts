import fc from 'fast-check'
import type { StateDocument } from '@/lib/contracts/state-document'
import { isId } from '@/lib/rollout'

type Lists = Required<Omit<StateDocument, 'version'>>
type Row<List extends keyof Lists> = Lists[List][number]

/** Few, so that documents meet; odd, so that every byte of an id counts. */
const id = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      '1',
      '2',
      '10',
      'a',
      'A',
      'é',
      'e\u0301',
      '__proto__',
      'x,"{}\\',
      'NULL',
      '😀',
      '\uffee',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter(isId) },
)
const text = fc.constantFrom('A title', '“quoted” \\ {"a"}', 'العربية', '書籍 😀', "O'Hara")
const stage = fc.constantFrom('off', 'internal_only', 'five_percent', 'fifty_percent', 'full')
const featureName = fc.constantFrom('alpha', 'Alpha', 'b.eta', 'gamma-1', 'delta_2')
const expiresAt = fc.option(
  fc
    .date({ min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true })
    .map((date) => date.toISOString()),
)

const many = <Item>(item: fc.Arbitrary<Item>, key: (item: Item) => string, maxLength = 6) =>
  fc.uniqueArray(item, { selector: key, maxLength })
const maybe = (ids: readonly { id: string }[]) => fc.option(pick(ids, ({ id }) => id))
const pick = <Item, Value>(items: readonly Item[], value: (item: Item) => Value) => fc.constantFrom(...items.map(value))
const unless = <Item>(empty: boolean, rows: () => fc.Arbitrary<Item[]>) => (empty ? fc.constant([]) : rows())

const account = (prefix: string) =>
  many(
    fc.record({
      id,
      email: fc.option(fc.nat(99).map((nth) => `${prefix}${nth}@example.org`)),
      name: text,
      isInternal: fc.boolean(),
    }),
    (row) => row.id,
  ).map((rows) => withOwnEmails(rows))

const withOwnEmails = <Account extends { email: string | null }>(accounts: Account[]) => {
  const seen = new Set<string | null>()
  return accounts.map((row) => {
    const email = seen.has(row.email) ? null : row.email
    seen.add(row.email)
    return { ...row, email }
  })
}

const directory = fc
  .record({
    publishers: many(fc.record({ id, name: text }), (row) => row.id),
    authors: account('author'),
    users: account('user'),
    features: many(
      fc.record<Row<'features'>>({
        name: featureName,
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
      (row) => row.name,
    ),
  })
  .chain((lists) =>
    many(fc.record({ id, title: text, publisherId: maybe(lists.publishers) }), (row) => row.id).map((projects) => ({
      ...lists,
      projects,
    })),
  )
  .chain((lists) =>
    many(
      fc.record({ id, title: text, projectId: maybe(lists.projects), publisherId: maybe(lists.publishers) }),
      (row) => row.id,
    ).map((sections) => ({ ...lists, sections })),
  )

type Directory = typeof directory extends fc.Arbitrary<infer Value> ? Value : never

function resource({ projects, sections }: Directory) {
  const places = [
    ...projects.map((row) => ({ scopeType: 'project' as const, scopeId: row.id })),
    ...sections.map((row) => ({ scopeType: 'section' as const, scopeId: row.id })),
  ]
  return { isNone: places.length === 0, arbitrary: () => fc.constantFrom(...places) }
}

const contextOf = { project: 'authoring', section: 'delivery' } as const

function rules(lists: Directory) {
  const { features, publishers } = lists
  const places = resource(lists)
  const feature = () => pick(features, ({ name }) => name)
  const none = features.length === 0
  return fc.record({
    scopeStates: unless(none || places.isNone, () =>
      many(fc.record({ feature: feature(), place: places.arbitrary() }), (row) => JSON.stringify(row), 12).map((rows) =>
        rows
          .map(({ feature: name, place }) => ({ feature: name, ...place }))
          .filter((row) => {
            const { contexts = [] } = features.find(({ name }) => name === row.feature) ?? {}
            return contexts.includes('both') || contexts.includes(contextOf[row.scopeType])
          }),
      ),
    ),
    rollouts: unless(none, () =>
      many(
        fc.tuple(feature(), places.isNone ? fc.constant(null) : fc.option(places.arbitrary()), stage),
        ([name, place]) => JSON.stringify([name, place]),
        8,
      ).map((rows) =>
        rows.map(
          ([name, place, at]): Row<'rollouts'> =>
            place === null
              ? { feature: name, scopeType: 'global', scopeId: null, stage: at }
              : { feature: name, ...place, stage: at },
        ),
      ),
    ),
    exemptions: unless(none || publishers.length === 0, () =>
      many(
        fc.record({
          feature: feature(),
          publisherId: pick(publishers, (row) => row.id),
          effect: fc.constantFrom('deny', 'force_enable'),
          note: text,
          expiresAt,
        }),
        (row) => JSON.stringify([row.feature, row.publisherId]),
      ),
    ),
  })
}

/** Documents that an empty database takes, given a reason: complete, without dangling references or shared addresses. */
export const arbitraryDocument: fc.Arbitrary<Required<StateDocument>> = directory.chain((lists) =>
  rules(lists).map((rest) => ({ version: 1, ...lists, ...rest })),
)

/** A document as an export writes it: every list sorted by the bytes of what names its rows. */
export function canonical(document: Required<StateDocument>): Required<StateDocument> {
  const both = (contexts: Row<'features'>['contexts']) => (contexts?.length === 2 ? ['both' as const] : contexts)
  const byName = <Item>(items: Item[], name: (item: Item) => (string | null)[]) =>
    items.toSorted((a, b) => Buffer.compare(bytes(name(a)), bytes(name(b))))
  const place = (row: Row<'scopeStates'> | Row<'rollouts'>) => [row.feature, row.scopeType, row.scopeId]
  return {
    version: 1,
    publishers: byName(document.publishers, (row) => [row.id]),
    projects: byName(document.projects, (row) => [row.id]),
    sections: byName(document.sections, (row) => [row.id]),
    authors: byName(document.authors, (row) => [row.id]),
    users: byName(document.users, (row) => [row.id]),
    features: byName(document.features, (row) => [row.name]).map((row) => ({ ...row, contexts: both(row.contexts) })),
    scopeStates: byName(document.scopeStates, place),
    rollouts: byName(document.rollouts, place),
    exemptions: byName(document.exemptions, (row) => [row.feature, row.publisherId]),
  }
}

const bytes = (parts: (string | null)[]) => Buffer.from(parts.map((part) => part ?? '').join('\u0000'))
