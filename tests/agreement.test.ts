import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Decision, REASONS, type Reason, type RolloutMode, type Stage } from '@/lib/rollout'
import { expectedDecision } from '@/lib/rollout/testing/oracle'
import type { World } from '@/lib/rollout/testing/worlds'
import { decide, decideAll, decisionWorld } from './support/decision-world'
import {
  ACTORS,
  DIRECTORY,
  FAR,
  type Fact,
  FEATURES,
  factName,
  PROJECTS,
  PUBLISHERS,
  SECTIONS,
  type SetExemption,
  someChanges,
  wholeWorld,
} from './support/random-world'

const world = decisionWorld(DIRECTORY)

interface Resource {
  readonly type: 'project' | 'section'
  readonly id: string
  readonly projectId?: string | null
  readonly publisherId?: string | null
}
type Actor = (typeof ACTORS)[number]

/** What was set, by name: all that the expectation knows. */
type Facts = ReadonlyMap<string, unknown>
const setTo = <Value>(facts: Facts, name: string) => (facts.get(name) ?? null) as Value | null

/** decision.md, "The cohort", by the number itself. */
function cohortOf(feature: string, { type, id }: Actor): { cohort: World['cohort']; bucket: number } {
  const h = BigInt(`0x${createHash('sha256').update(`${feature}:${type}:${id}:1`, 'utf8').digest('hex')}`)
  const isIn = (percent: bigint) => h < ((2n ** 256n - 1n) * percent) / 100n
  const bucket = Number((h * 10n ** 6n) / 2n ** 256n) / 10 ** 4
  return { cohort: isIn(5n) ? 'in 5' : isIn(50n) ? 'in 50 only' : 'out', bucket }
}

function exemptionWord(set: SetExemption | null): World['exemption'] {
  if (set === null) return 'none'
  const word = set.effect === 'deny' ? 'deny' : 'force'
  return set.expiry === 'never' || set.expiry === 'far' ? word : `expired ${word}`
}

/** What must be answered, from what was set alone. */
function expected(facts: Facts, feature: string, actor: Actor, resource: Resource): Decision {
  const { type, id } = resource
  const known = type === 'project' ? id : setTo<string>(facts, factName.project(id))
  const projectId = type === 'section' && resource.projectId !== undefined ? resource.projectId : known
  const publisherOf = () => setTo<string>(facts, factName.publisher(type, id))
  const publisherId = resource.publisherId === undefined ? publisherOf() : resource.publisherId
  const stage = (scopeType: string, scopeId: string | null) =>
    setTo<Stage>(facts, factName.stage(feature, scopeType, scopeId))
  const exemption = publisherId === null ? null : setTo<SetExemption>(facts, factName.exemption(feature, publisherId))
  const { cohort, bucket } = cohortOf(feature, actor)
  const answer = expectedDecision({
    mode: setTo<RolloutMode>(facts, factName.mode(feature)) ?? 'scoped_only',
    isOptedIn: setTo<boolean>(facts, factName.optIn(feature, type, id)) ?? false,
    project: projectId === null ? null : stage('project', projectId),
    section: type === 'section' ? stage('section', id) : null,
    global: stage('global', null),
    exemption: exemptionWord(exemption),
    isInternal: setTo<boolean>(facts, factName.internal(actor.type, actor.id)) ?? false,
    cohort,
    resource: type,
  })
  const ids = { project: projectId, section: id, global: null, default: null }
  const source = answer.stageSource
  return {
    ...answer,
    feature,
    publisherId,
    stageSource: source && { ...source, scopeId: ids[source.scopeType] },
    exemption: answer.exemption && { ...answer.exemption, expiresAt: exemption?.expiry === 'far' ? FAR : null },
    bucket: answer.bucket === null ? null : bucket,
  }
}

const KNOWN: readonly Resource[] = [
  ...[...PROJECTS, 'nowhere'].map((id) => ({ type: 'project' as const, id })),
  ...[...SECTIONS, 'nowhere'].map((id) => ({ type: 'section' as const, id })),
]
const HINTS = [
  { publisherId: null },
  { publisherId: PUBLISHERS[1] ?? null },
  { projectId: null },
  { projectId: PROJECTS[0] ?? null, publisherId: 'nobody' },
]
/** Every place as it is, and with a caller's hints that contradict it. */
const RESOURCES: readonly Resource[] = [
  ...KNOWN,
  ...KNOWN.flatMap((resource, nth): Resource[] => {
    const hint = HINTS[nth % HINTS.length] ?? {}
    return resource.type === 'section' || !('projectId' in hint) ? [{ ...resource, ...hint }] : []
  }),
]

const seen = new Map<Reason, number>()

/** Every feature, actor and resource, over HTTP. */
async function expectAgreement(facts: Facts): Promise<void> {
  const present = FEATURES.filter((feature) => setTo(facts, factName.archived(feature)) !== true)
  const compare = async (actor: Actor, resource: Resource) => {
    const answered = await decideAll(world.doors.url, world.key, { actor, resource })
    const right = present.map((feature) => expected(facts, feature, actor, resource))
    for (const { reason } of right) seen.set(reason, (seen.get(reason) ?? 0) + 1)
    expect(answered, JSON.stringify({ actor, resource })).toEqual(right)
  }
  for (const resource of RESOURCES) await Promise.all(ACTORS.map((actor) => compare(actor, resource)))
}

/** Sets facts in one transaction, and waits until the node serves its revision. */
async function set(facts: readonly Fact[]): Promise<void> {
  await world.db.query(`BEGIN; ${facts.map(({ sql }) => sql).join(';')}; COMMIT`)
  const { rows } = await world.db.query('SELECT n::int FROM state_revision')
  await world.doors.node.reached(rows[0].n, 5000)
  expect(world.doors.node.state.snapshot()?.n).toBe(rows[0].n)
}

async function untilNothingExpires(changes: readonly Fact[]): Promise<void> {
  if (changes.some(({ value }) => (value as SetExemption | null)?.expiry === 'soon')) await sleep(400)
}

test('every decision over HTTP is what decision.md says, before and after changes by SQL', async () => {
  await fc.assert(
    fc.asyncProperty(wholeWorld, someChanges, async (whole, changes) => {
      const facts = new Map(whole.map(({ name, value }) => [name, value]))
      await set(whole)
      await untilNothingExpires(whole)
      await expectAgreement(facts)
      for (const change of changes) {
        await set(change)
        for (const { name, value } of change) facts.set(name, value)
      }
      await untilNothingExpires(changes.flat())
      await expectAgreement(facts)
    }),
    { numRuns: 10, endOnFailure: true },
  )
  const never = REASONS.filter((reason) => reason !== 'repository_error' && !seen.has(reason))
  expect(never, 'reasons that no world led to').toEqual([])
})

test('a single decision says the same as that feature among many', async () => {
  await fc.assert(
    fc.asyncProperty(wholeWorld, async (whole) => {
      const facts = new Map([...whole].map(({ name, value }) => [name, value]))
      await set(whole)
      await untilNothingExpires(whole)
      for (const [nth, resource] of RESOURCES.entries()) {
        const actor = ACTORS[nth % ACTORS.length] as Actor
        const feature = FEATURES[nth % FEATURES.length] ?? ''
        if (facts.get(factName.archived(feature)) === true) continue
        const answer = await decide(world.doors.url, world.key, { feature, actor, resource })
        expect(answer).toEqual(expected(facts, feature, actor, resource))
      }
    }),
    { numRuns: 5, endOnFailure: true },
  )
})
