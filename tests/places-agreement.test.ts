import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FeatureAtPlace, PlaceOfFeature } from '@/lib/contracts/api/place-reads'
import { CONSOLE_POOL, createPool } from '@/lib/db/pool'
import { getProject, getSection } from '@/lib/queries/get-resource'
import { listFeaturePlaces } from '@/lib/queries/list-feature-places'
import { decideAll, decisionWorld } from './support/decision-world'
import { SUPPORT } from './support/principals'
import { ACTORS, DIRECTORY, FEATURES, PROJECTS, SECTIONS, wholeWorld } from './support/random-world'

const world = decisionWorld(DIRECTORY)
const RESOURCES = [
  ...PROJECTS.map((id) => ({ type: 'project' as const, id })),
  ...SECTIONS.map((id) => ({ type: 'section' as const, id })),
]
const WITHOUT_EXEMPTION = ['scope_disabled', 'enabled']

type Stood = Pick<FeatureAtPlace, 'isOptedIn' | 'effective' | 'exemption'>

/** What a decision may say of the place. */
function said({ isOptedIn, effective, exemption }: Stood) {
  const source = effective.source && { scopeType: effective.source.scopeType, scopeId: effective.source.scopeId }
  return isOptedIn ? { stage: effective.stage, stageSource: source, exemption } : { stage: null, stageSource: null }
}

test('what the reads call in force at a place is what decisions there go by', async () => {
  const pool = createPool(world.databaseUrl, CONSOLE_POOL, () => undefined)
  const context = { pool, principal: SUPPORT }
  const seen = new Set<string>()
  const compare = async (resource: (typeof RESOURCES)[number]) => {
    const { type, id } = resource
    const { features } = await (type === 'project' ? getProject(context, id) : getSection(context, id))
    const [actor] = ACTORS
    const decisions = await decideAll(world.doors.url, world.key, { actor, resource })
    expect(features.map(({ name }) => name)).toEqual(decisions.map(({ feature }) => feature))
    for (const [nth, decision] of decisions.entries()) {
      const stood = features[nth]
      if (stood === undefined || !('stage' in decision)) throw new Error('a feature is not there')
      const { exemption, ...stages } = said(stood)
      expect(decision, JSON.stringify({ resource, stood })).toMatchObject(stages)
      if (!WITHOUT_EXEMPTION.includes(decision.reason)) expect(decision.exemption).toEqual(exemption)
      seen.add(`${decision.stageSource?.scopeType} ${stood.isShadowed} ${stood.isOptedIn}`)
    }
    return features
  }
  await fc.assert(
    fc.asyncProperty(wholeWorld, async (whole) => {
      // What expires meanwhile would be one thing to the one and another to the other.
      const facts = whole.filter(({ sql }) => !sql.includes('200 ms'))
      await world.db.query(`BEGIN; ${facts.map(({ sql }) => sql).join(';')}; COMMIT`)
      await world.doors.node.state.sync()
      const atPlaces = new Map<string, FeatureAtPlace[]>()
      for (const resource of RESOURCES) atPlaces.set(`${resource.type} ${resource.id}`, await compare(resource))
      for (const feature of FEATURES) {
        const { items } = await listFeaturePlaces(context, feature, { limit: 200, show: 'opted_in' })
        for (const { scopeType, scopeId, title: _title, project: _project, publisher: _publisher, ...stood } of items) {
          const there = atPlaces.get(`${scopeType} ${scopeId}`)?.find(({ name }) => name === feature)
          if (there !== undefined) expect(there).toMatchObject(stood satisfies Partial<PlaceOfFeature>)
        }
      }
    }),
    { numRuns: 12, endOnFailure: true },
  )
  await pool.end()
  for (const case_ of ['project true true', 'section false true', 'global false true', 'default false true'])
    expect(seen).toContain(case_)
})
