import fc from 'fast-check'
import pg from 'pg'
import { STAGES } from '@/lib/rollout'

// Few, so that facts meet; odd, so that every byte counts; the same across types, so that none stands for another.
export const FEATURES = ['Alpha', 'adaptive_duplication', 'b.eta-1', 'constructor', 'x']
export const PUBLISHERS = ['3', 'Ünï', '__proto__']
export const PROJECTS = ['12', '77', 'a b', 'loose']
export const SECTIONS = ['77', '12', '78', '😀', 'toString']
export const ACTORS = ['user', 'author'].flatMap((type) => ['1042', '7', 'ключ', 'é'].map((id) => ({ type, id })))
const PLACES = [
  { scopeType: 'global', scopeId: null } as const,
  ...PROJECTS.map((scopeId) => ({ scopeType: 'project' as const, scopeId })),
  ...SECTIONS.map((scopeId) => ({ scopeType: 'section' as const, scopeId })),
]

/** One thing that may be set, by its name and to a value; null: not there. */
export interface Fact {
  readonly name: string
  readonly value: unknown
  readonly sql: string
}

export interface SetExemption {
  readonly effect: 'deny' | 'force_enable'
  /** `soon`: over when all is compared. */
  readonly expiry: 'never' | 'far' | 'past' | 'soon'
}

export const FAR = '2099-01-01T00:00:00.000Z'
const EXPIRES_AT = {
  never: 'NULL',
  far: `'${FAR}'`,
  past: `'2001-01-01T00:00:00Z'`,
  soon: `clock_timestamp() + interval '200 ms'`,
}

/** The names that facts go by: what is set and what is looked up must say the same. */
export const factName = {
  mode: (feature: string) => `mode ${feature}`,
  archived: (feature: string) => `archived ${feature}`,
  stage: (feature: string, scopeType: string, scopeId: string | null) => `stage ${feature} ${scopeType} ${scopeId}`,
  optIn: (feature: string, type: string, id: string) => `opt-in ${feature} ${type} ${id}`,
  exemption: (feature: string, publisher: string) => `exemption ${feature} ${publisher}`,
  internal: (type: string, id: string) => `internal ${type} ${id}`,
  publisher: (type: string, id: string) => `publisher ${type} ${id}`,
  project: (section: string) => `project ${section}`,
}

const text = (value: string | null) => (value === null ? 'NULL' : pg.escapeLiteral(value))

type Value<Of> = fc.Arbitrary<Of>
const fact = <Of>(name: string, values: Value<Of>, sql: (value: Of) => string): fc.Arbitrary<Fact> =>
  values.map((value) => ({ name, value, sql: sql(value) }))

const mostly = fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) })
const seldom = mostly.map((value) => !value)
const perhaps = <Of>(values: Value<Of>) => fc.option(values, { freq: 2 })

function stageFact(feature: string, { scopeType, scopeId }: (typeof PLACES)[number]): fc.Arbitrary<Fact> {
  const at = `feature_name = ${text(feature)} AND scope_type = '${scopeType}' AND scope_id IS NOT DISTINCT FROM ${text(scopeId)}`
  const [project, section] = [scopeType === 'project' ? scopeId : null, scopeType === 'section' ? scopeId : null]
  return fact(factName.stage(feature, scopeType, scopeId), perhaps(fc.constantFrom(...STAGES)), (stage) =>
    stage === null
      ? `DELETE FROM scoped_feature_rollouts WHERE ${at}`
      : `WITH there AS (UPDATE scoped_feature_rollouts SET stage = '${stage}' WHERE ${at} RETURNING 1)
         INSERT INTO scoped_feature_rollouts (feature_name, scope_type, project_id, section_id, stage)
         SELECT ${text(feature)}, '${scopeType}', ${text(project)}, ${text(section)}, '${stage}' WHERE NOT EXISTS (SELECT FROM there)`,
  )
}

function optInFact(feature: string, type: 'project' | 'section', id: string): fc.Arbitrary<Fact> {
  const into = `scoped_feature_flag_states (feature_name, ${type}_id)`
  return fact(factName.optIn(feature, type, id), mostly, (isIn) =>
    isIn
      ? `INSERT INTO ${into} VALUES (${text(feature)}, ${text(id)}) ON CONFLICT DO NOTHING`
      : `DELETE FROM scoped_feature_flag_states WHERE feature_name = ${text(feature)} AND ${type}_id = ${text(id)}`,
  )
}

function exemptionFact(feature: string, publisher: string): fc.Arbitrary<Fact> {
  const expiry = fc.constantFrom<SetExemption['expiry']>('never', 'never', 'never', 'far', 'far', 'past', 'soon')
  const exemption = fc.record<SetExemption>({ effect: fc.constantFrom('deny', 'force_enable'), expiry })
  return fact(factName.exemption(feature, publisher), perhaps(exemption), (set) =>
    set === null
      ? `DELETE FROM scoped_feature_exemptions WHERE feature_name = ${text(feature)} AND publisher_id = ${text(publisher)}`
      : `INSERT INTO scoped_feature_exemptions (feature_name, publisher_id, effect, note, expires_at)
         VALUES (${text(feature)}, ${text(publisher)}, '${set.effect}', 'x', ${EXPIRES_AT[set.expiry]})
         ON CONFLICT (feature_name, publisher_id) DO UPDATE SET effect = excluded.effect, expires_at = excluded.expires_at`,
  )
}

function internalFact(type: string, id: string): fc.Arbitrary<Fact> {
  return fact(factName.internal(type, id), perhaps(fc.boolean()), (isInternal) =>
    isInternal === null
      ? `DELETE FROM ${type}s WHERE id = ${text(id)}`
      : `INSERT INTO ${type}s (id, name, is_internal) VALUES (${text(id)}, 'N', ${isInternal})
         ON CONFLICT (id) DO UPDATE SET is_internal = excluded.is_internal`,
  )
}

const updated = (table: string, key: string, id: string, column: string) => (value: string | null) =>
  `UPDATE ${table} SET ${column} = ${text(value)} WHERE ${key} = ${text(id)}`

function ofFeature(feature: string): fc.Arbitrary<Fact>[] {
  const mode = mostly.map((isCanary) => (isCanary ? 'canary' : 'scoped_only'))
  const archivedAt = (isArchived: boolean) => (isArchived ? 'now()' : 'NULL')
  return [
    fact(factName.mode(feature), mode, updated('features', 'name', feature, 'rollout_mode')),
    fact(
      factName.archived(feature),
      seldom,
      (value) => `UPDATE features SET archived_at = ${archivedAt(value)} WHERE name = ${text(feature)}`,
    ),
    ...PLACES.map((place) => stageFact(feature, place)),
    ...PROJECTS.map((id) => optInFact(feature, 'project', id)),
    ...SECTIONS.map((id) => optInFact(feature, 'section', id)),
    ...PUBLISHERS.map((publisher) => exemptionFact(feature, publisher)),
  ]
}

const publisher = perhaps(fc.constantFrom(...PUBLISHERS))
const facts: readonly fc.Arbitrary<Fact>[] = [
  ...FEATURES.flatMap(ofFeature),
  ...ACTORS.map(({ type, id }) => internalFact(type, id)),
  ...PROJECTS.map((id) =>
    fact(factName.publisher('project', id), publisher, updated('projects', 'id', id, 'publisher_id')),
  ),
  ...SECTIONS.flatMap((id) => [
    fact(factName.publisher('section', id), publisher, updated('sections', 'id', id, 'publisher_id')),
    fact(factName.project(id), perhaps(fc.constantFrom(...PROJECTS)), updated('sections', 'id', id, 'base_project_id')),
  ]),
]

/** A value for everything that can be set. */
export const wholeWorld: fc.Arbitrary<Fact[]> = fc.tuple(...facts)
/** Some of it set to other values, in a few transactions. */
export const someChanges: fc.Arbitrary<Fact[][]> = fc.array(
  fc.array(fc.oneof(...facts), { minLength: 1, maxLength: 6 }),
  {
    minLength: 1,
    maxLength: 5,
  },
)

const rows = (ids: readonly string[], more = '') => ids.map((id) => `(${text(id)}, 'T'${more})`).join()

/** What is there in every world. */
export const DIRECTORY = `
INSERT INTO publishers (id, name) VALUES ${rows(PUBLISHERS)};
INSERT INTO projects (id, title) VALUES ${rows(PROJECTS)};
INSERT INTO sections (id, title) VALUES ${rows(SECTIONS)};
INSERT INTO features (name, description, contexts) VALUES ${rows(FEATURES, ", 'both'")};
`
