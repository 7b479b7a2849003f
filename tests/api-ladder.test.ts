import { expect, test } from 'vitest'
import { type Place, STAGES, type Stage } from '@/lib/rollout'
import { expectedVerdict } from '@/lib/rollout/testing/ladder-oracle'
import { serveApi } from './support/api'
import { migratedDatabases } from './support/import'

const { shared } = migratedDatabases()
const aviary = shared((fresh) =>
  fresh.load({
    projects: [{ id: 'p1', title: 'Chemistry' }],
    sections: [{ id: 's1', title: 'Chem 101', projectId: 'p1' }],
  }),
)
const api = serveApi(aviary)

type Own = Stage | null
type ScopeType = Place['scopeType']

/** A feature of its own for every step: from what, at what place, to what; null clears. */
interface Step {
  readonly feature: string
  readonly scopeType: ScopeType
  readonly own: Own
  /** What the project inherits from global, or the section from the project. */
  readonly above: Own
  readonly target: Own
  readonly reason: string | null
}

const OWN: readonly Own[] = [null, ...STAGES]

function* steps(): Generator<Step> {
  let number = 0
  for (const scopeType of ['global', 'project', 'section'] as const)
    for (const own of OWN)
      for (const above of scopeType === 'global' ? [null] : OWN)
        for (const target of scopeType === 'global' ? STAGES : OWN)
          for (const reason of ['Because.', null])
            yield { feature: `f${number++}`, scopeType, own, above, target, reason }
}

const ALL = [...steps()]
/** No more than the pool has connections, so that nobody waits for one. */
const AT_ONCE = 8

function insertOf(scopeType: ScopeType, rows: readonly { feature: string; stage: Own }[]) {
  const set = rows.filter(({ stage }) => stage !== null)
  const [project, section] = [scopeType === 'project' ? 'p1' : null, scopeType === 'section' ? 's1' : null]
  return aviary().rows(
    `INSERT INTO scoped_feature_rollouts (feature_name, scope_type, project_id, section_id, stage)
     SELECT feature, $2, $3, $4, stage::rollout_stage FROM json_to_recordset($1) AS r (feature text, stage text)`,
    [JSON.stringify(set), scopeType, project, section],
  )
}

async function prepare(): Promise<void> {
  await aviary().rows(
    `INSERT INTO features (name, description, contexts, rollout_mode) SELECT name, 'F', 'both', 'canary' FROM unnest($1::text[]) AS name`,
    [ALL.map(({ feature }) => feature)],
  )
  const above = { global: null, project: 'global', section: 'project' } as const
  for (const scopeType of ['global', 'project', 'section'] as const) {
    const here = ALL.filter((step) => step.scopeType === scopeType)
    const parent = above[scopeType]
    await insertOf(
      scopeType,
      here.map(({ feature, own }) => ({ feature, stage: own })),
    )
    if (parent !== null)
      await insertOf(
        parent,
        here.map((step) => ({ feature: step.feature, stage: step.above })),
      )
  }
}

function placeOf({ scopeType, own, above }: Step, version: number | null): Place {
  if (scopeType === 'global') return { scopeType, own, version }
  if (scopeType === 'project') return { scopeType, own, version, globalStage: above, sections: [] }
  return { scopeType, own, version, projectStage: above, globalStage: null }
}

const ids = { global: '', project: '/p1', section: '/s1' }

async function take(step: Step, version: number | null) {
  const { feature, scopeType, target } = step
  const path = `/api/v1/features/${feature}/rollouts/${scopeType}${ids[scopeType]}`
  const reason = step.reason ?? undefined
  const body = { reason, expectedVersion: version, ...(target !== null && { stage: target }) }
  const { status, body: answer } = await api().ask(target === null ? 'DELETE' : 'PUT', path, { body })
  return status === 200 ? { said: answer.changed ? 'changed' : 'no_op', answer } : { said: answer.code, answer }
}

const VERSIONS = `SELECT feature_name AS feature, scope_type AS "scopeType", version::int FROM scoped_feature_rollouts`
const ENTRIES = `SELECT feature_name AS feature, before ->> 'stage' AS before, after ->> 'stage' AS after, note
  FROM audit_events WHERE id > $1 ORDER BY id`

test(`the ladder lets up by one step and down by any, and nothing else: all ${ALL.length} steps through the API`, async () => {
  await prepare()
  const rows = await aviary().rows(VERSIONS)
  const versions = new Map(rows.map(({ feature, scopeType, version }) => [`${feature} ${scopeType}`, version]))
  const [last] = await aviary().rows('SELECT max(id)::int AS id FROM audit_events')
  const wrong: unknown[] = []
  const written: object[] = []
  const check = async (step: Step) => {
    const version = versions.get(`${step.feature} ${step.scopeType}`) ?? null
    const request = { reason: step.reason, expectedVersion: version, hasIfMatch: false }
    const expected = expectedVerdict(placeOf(step, version), step.target, request)
    const code = expected.split(' ')[0] ?? ''
    const isRefused = ['no_op', 'stage_skipped', 'reason_required'].includes(code)
    const { said, answer } = await take(step, version)
    if (said !== (isRefused ? code : 'changed')) wrong.push({ step, expected, said, answer })
    const { feature, own: before, target: after, reason: note } = step
    if (!isRefused) written.push({ feature, before, after, note })
  }
  for (let at = 0; at < ALL.length; at += AT_ONCE) await Promise.all(ALL.slice(at, at + AT_ONCE).map(check))
  expect(wrong).toEqual([])
  const byFeature = (rows: object[]) => rows.map((row) => JSON.stringify(row)).sort()
  expect(byFeature(await aviary().rows(ENTRIES, [last?.id]))).toEqual(byFeature(written))
}, 240_000)
