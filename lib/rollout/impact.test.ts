import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ACTOR_TYPES,
  type ActorFacts,
  createImpact,
  type DecisionFacts,
  decide,
  EXEMPTION_EFFECTS,
  type ExemptionFacts,
  type ImpactChange,
  type ResourceFacts,
  type ResourceType,
  ROLLOUT_MODES,
  type RolloutMode,
  STAGES,
  type Stage,
} from '@/lib/rollout'
import { ACTORS, NOW_MS } from './testing/worlds'

const FEATURE = 'adaptive_duplication'
// 'x' is both a project and a section: a stage set for the one is not set for the other.
const PROJECTS = ['p', 'x']
const SECTIONS = ['s', 'x', 't']
const PUBLISHERS = ['a', 'b']

interface Resource {
  readonly type: ResourceType
  readonly id: string
  readonly projectId: string | null
  readonly publisherId: string | null
}

/** Tables, as a change writes them. */
interface Tables {
  isArchived: boolean
  mode: RolloutMode
  resources: readonly Resource[]
  optIns: ReadonlySet<string>
  stages: ReadonlyMap<string, Stage>
  exemptions: ReadonlyMap<string, ExemptionFacts>
  internal: ReadonlySet<string>
}

const placeKey = (type: string, id: string | null) => `${type} ${id}`
const id = fc.constantFrom

const someIds = (keys: readonly string[]) => fc.subarray([...keys]).map((chosen) => new Set(chosen))
const someEntries = <Value>(keys: readonly string[], value: fc.Arbitrary<Value>) =>
  fc
    .tuple(...keys.map((key) => fc.option(value).map((of) => [key, of] as const)))
    .map((entries) => new Map(entries.filter((entry): entry is [string, Awaited<Value>] => entry[1] !== null)))

const exemption: fc.Arbitrary<ExemptionFacts> = fc.record({
  effect: id(...EXEMPTION_EFFECTS),
  expiresAt: id(null, null, NOW_MS, NOW_MS + 1),
})

// In at 5, in at 50, out, and others as chance has it; the same ids in both types, whose cohorts differ.
const ACTOR_IDS = [
  ...Object.values(ACTORS).map((actor) => actor.id),
  ...Array.from({ length: 9 }, (_, nth) => `${nth}`),
]
const EVERYONE = ACTOR_TYPES.flatMap((actorType) => ACTOR_IDS.map((actorId) => ({ actorType, actorId })))
const actorKey = ({ actorType, actorId }: Pick<ActorFacts, 'actorType' | 'actorId'>) => `${actorType} ${actorId}`

const resources = fc
  .tuple(...PROJECTS.map(() => fc.option(id(...PUBLISHERS))), ...SECTIONS.map(() => fc.option(id(...PUBLISHERS))))
  .chain((publishers) =>
    fc.tuple(...SECTIONS.map(() => fc.option(id(...PROJECTS)))).map((bases): Resource[] => [
      ...PROJECTS.map((project, nth) => ({
        type: 'project' as const,
        id: project,
        projectId: project,
        publisherId: publishers[nth] ?? null,
      })),
      ...SECTIONS.map((section, nth) => ({
        type: 'section' as const,
        id: section,
        projectId: bases[nth] ?? null,
        publisherId: publishers[PROJECTS.length + nth] ?? null,
      })),
    ]),
  )

const RESOURCE_KEYS = [...PROJECTS.map((of) => `project ${of}`), ...SECTIONS.map((of) => `section ${of}`)]
const PLACE_KEYS = ['global null', ...RESOURCE_KEYS]

const tables: fc.Arbitrary<Tables> = fc.record({
  isArchived: fc.constant(false),
  mode: id<RolloutMode>('canary', 'canary', 'canary', 'scoped_only'),
  resources,
  optIns: someIds(RESOURCE_KEYS),
  stages: someEntries(PLACE_KEYS, id(...STAGES)),
  exemptions: someEntries(PUBLISHERS, exemption),
  internal: someIds(EVERYONE.map(actorKey)),
})

const place = fc.oneof(
  fc.constant({ scopeType: 'global' as const, scopeId: null }),
  fc.record({ scopeType: fc.constant('project' as const), scopeId: id(...PROJECTS) }),
  fc.record({ scopeType: fc.constant('section' as const), scopeId: id(...SECTIONS) }),
)

const change: fc.Arbitrary<ImpactChange> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.tuple(place, id(null, ...STAGES)).map(([at, stage]) => ({ kind: 'stage', ...at, stage })),
  },
  fc.record({ kind: fc.constant('exemption'), publisherId: id(...PUBLISHERS), exemption: fc.option(exemption) }),
  fc
    .tuple(place, fc.boolean())
    .filter(([{ scopeType }]) => scopeType !== 'global')
    .map(([{ scopeType, scopeId }, isOptedIn]) => ({
      kind: 'opt_in',
      resourceType: scopeType as ResourceType,
      resourceId: scopeId ?? '',
      isOptedIn,
    })),
  fc.record({ kind: fc.constant('mode'), mode: id(...ROLLOUT_MODES), setGlobalTo: id(null, 'full' as const) }),
  fc.record({
    kind: fc.constant('internal'),
    actorType: id(...ACTOR_TYPES),
    actorId: id(...ACTOR_IDS),
    isInternal: fc.boolean(),
  }),
  fc.constant({ kind: 'archive' }),
) as fc.Arbitrary<ImpactChange>

function put<Value>(into: ReadonlyMap<string, Value>, key: string, value: Value | null): Map<string, Value> {
  const copy = new Map(into)
  if (value === null) copy.delete(key)
  else copy.set(key, value)
  return copy
}

function toggle(into: ReadonlySet<string>, key: string, isIn: boolean): Set<string> {
  const copy = new Set(into)
  if (isIn) copy.add(key)
  else copy.delete(key)
  return copy
}

/** The tables once the change is written. Knows nothing of reach: rows are replaced, and decisions are made again. */
function written(before: Tables, made: ImpactChange): Tables {
  switch (made.kind) {
    case 'stage':
      return { ...before, stages: put(before.stages, placeKey(made.scopeType, made.scopeId), made.stage) }
    case 'exemption':
      return { ...before, exemptions: put(before.exemptions, made.publisherId, made.exemption) }
    case 'opt_in': {
      const key = placeKey(made.resourceType, made.resourceId)
      return { ...before, optIns: toggle(before.optIns, key, made.isOptedIn) }
    }
    case 'mode': {
      const { stages } = before
      const next = made.setGlobalTo === null ? stages : put(stages, 'global null', made.setGlobalTo)
      return { ...before, mode: made.mode, stages: next }
    }
    case 'internal':
      return { ...before, internal: toggle(before.internal, actorKey(made), made.isInternal) }
    case 'archive':
      return { ...before, isArchived: true }
    default:
      return made satisfies never
  }
}

function resourceFacts(world: Tables, { type, id: resourceId, projectId, publisherId }: Resource): ResourceFacts {
  const { mode, optIns, stages, exemptions } = world
  return {
    feature: FEATURE,
    mode,
    resourceType: type,
    resourceId,
    projectId,
    publisherId,
    isOptedIn: optIns.has(placeKey(type, resourceId)),
    projectStage: projectId === null ? null : (stages.get(placeKey('project', projectId)) ?? null),
    sectionStage: type === 'section' ? (stages.get(placeKey('section', resourceId)) ?? null) : null,
    globalStage: stages.get('global null') ?? null,
    exemption: publisherId === null ? null : (exemptions.get(publisherId) ?? null),
    nowMs: NOW_MS,
  }
}

const actorFacts = (world: Tables, actor: (typeof EVERYONE)[number]): ActorFacts => ({
  ...actor,
  isInternal: world.internal.has(actorKey(actor)),
})

const decisionIn = (world: Tables, resource: Resource, actor: (typeof EVERYONE)[number]) =>
  decide({ ...resourceFacts(world, resource), ...actorFacts(world, actor) } satisfies DecisionFacts)

const isAllowed = (world: Tables, ...asked: [Resource, (typeof EVERYONE)[number]]) =>
  !world.isArchived && decisionIn(world, ...asked).result

function impactOf(world: Tables, made: ImpactChange) {
  const impact = createImpact(FEATURE, made)
  for (const resource of world.resources) impact.addResource(resourceFacts(world, resource))
  return impact
}

describe('the impact of a change', () => {
  it('is the difference of all decisions, actor by actor', () => {
    fc.assert(
      fc.property(tables, change, (before, made) => {
        const after = written(before, made)
        const impact = impactOf(before, made)
        for (const actor of EVERYONE) {
          const moves = before.resources.map((resource) => ({
            had: isAllowed(before, resource, actor),
            has: isAllowed(after, resource, actor),
          }))
          expect([actor, made, impact.effectOn(actorFacts(before, actor))]).toEqual([
            actor,
            made,
            { gains: moves.some(({ had, has }) => !had && has), loses: moves.some(({ had, has }) => had && !has) },
          ])
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('leaves out of its audience only whom it does nothing to', () => {
    fc.assert(
      fc.property(tables, change, (world, made) => {
        const impact = impactOf(world, made)
        const audience = impact.audience()
        for (const actor of EVERYONE.map((of) => actorFacts(world, of))) {
          const { gains, loses } = impact.effectOn(actor)
          if (audience === 'nobody') expect(gains || loses).toBe(false)
          if (audience === 'internal' && !actor.isInternal) expect(gains || loses).toBe(false)
        }
      }),
      { numRuns: 3_000 },
    )
  })

  it('counts the resources that follow the place, and those that another rollout keeps from it', () => {
    fc.assert(
      fc.property(tables, place, id(null, ...STAGES), (world, at, stage) => {
        const made = { kind: 'stage', ...at, stage } as const
        const isIn = ({ type, id: of, projectId }: Resource) =>
          at.scopeType === 'global' ||
          (at.scopeType === 'project' ? projectId === at.scopeId : type === 'section' && of === at.scopeId)
        const seen = stage === null ? world : written(world, made)
        for (const type of ['project', 'section'] as const) {
          const decisions = world.resources
            .filter((resource) => resource.type === type && isIn(resource))
            .map((resource) => decisionIn(seen, resource, { actorType: 'user', actorId: '0' }))
            .filter(({ reason }) => reason !== 'scope_disabled')
          const judged = decisions.filter(({ stageSource }) => stageSource !== null)
          const following = judged.filter(({ stageSource }) => stageSource?.scopeType === at.scopeType).length
          expect(impactOf(world, made).resources()[type]).toMatchObject({
            reached: decisions.length,
            following,
            overridden: judged.length - following,
          })
        }
      }),
      { numRuns: 3_000 },
    )
  })

  it('names the publishers whose exemption is in force where it reaches, once it is made', () => {
    fc.assert(
      fc.property(tables, change, (world, made) => {
        const after = written(world, made)
        const expected = new Map<string, { effect: string; resources: number }>()
        for (const resource of world.resources) {
          const { exemption: inForce } = decisionIn(after, resource, { actorType: 'user', actorId: '0' })
          const isReached =
            (made.kind === 'stage' &&
              (made.scopeType === 'global' ||
                (made.scopeType === 'project'
                  ? resource.projectId === made.scopeId
                  : resource.type === 'section' && resource.id === made.scopeId))) ||
            (made.kind === 'exemption' && resource.publisherId === made.publisherId) ||
            (made.kind === 'opt_in' && resource.type === made.resourceType && resource.id === made.resourceId) ||
            made.kind === 'mode' ||
            made.kind === 'internal'
          if (inForce === null || resource.publisherId === null || !isReached) continue
          const resourcesSoFar = expected.get(resource.publisherId)?.resources ?? 0
          expected.set(resource.publisherId, { effect: inForce.effect, resources: resourcesSoFar + 1 })
        }
        // A resource that the change opts out has no decision of its publisher any more, but is still reached.
        if (made.kind !== 'opt_in') expect(impactOf(world, made).exemptPublishers()).toEqual(expected)
      }),
      { numRuns: 3_000 },
    )
  })

  it('may give and take from the same actor, where a project replaces the stages of its sections', () => {
    const section = (of: string): Resource => ({ type: 'section', id: of, projectId: 'p', publisherId: null })
    const world: Tables = {
      isArchived: false,
      mode: 'canary',
      resources: [section('s'), section('t')],
      optIns: new Set(['section s', 'section t']),
      stages: new Map<string, Stage>([
        ['section s', 'internal_only'],
        ['section t', 'full'],
      ]),
      exemptions: new Map(),
      internal: new Set(),
    }
    const impact = impactOf(world, { kind: 'stage', scopeType: 'project', scopeId: 'p', stage: 'five_percent' })
    const effectOn = (actorId: string) => impact.effectOn({ actorType: 'user', actorId, isInternal: false })
    expect(effectOn(ACTORS['in 5'].id)).toEqual({ gains: true, loses: false })
    expect(effectOn(ACTORS.out.id)).toEqual({ gains: false, loses: true })
    const down = impactOf(world, { kind: 'stage', scopeType: 'project', scopeId: 'p', stage: 'off' })
    expect(down.resources().section).toMatchObject({ reached: 2, raised: 0, lowered: 2, following: 2 })
  })
})
