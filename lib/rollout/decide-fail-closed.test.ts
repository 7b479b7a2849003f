import { describe, expect, it } from 'vitest'
import { type DecisionFacts, decide, explain } from '@/lib/rollout'
import { allWorlds, factsOf, NOW_MS, someFacts, UNREADABLE } from './testing/worlds'

const NOT_TEXT = [
  undefined,
  Number.NaN,
  0,
  1,
  42,
  -1,
  Number.POSITIVE_INFINITY,
  true,
  {},
  [],
  7n,
  Symbol('x'),
  () => 'off',
]
const ODD_TEXT = ['banana', '', 'toString', '__proto__', 'OFF', ' off', '0']
const LOOKALIKES: readonly unknown[] = [{ toString: () => 'full' }, ['full'], { effect: 'force_enable' }]
const ANYTHING: readonly unknown[] = [...NOT_TEXT, ...ODD_TEXT, ...LOOKALIKES]
const NOT_BOOLEAN = ANYTHING.filter((value) => typeof value !== 'boolean')
const NOT_INSTANT = [...ANYTHING.filter((value) => !Number.isFinite(value)), 8.65e15, 253_402_300_800_000, -1e15]

/** For each field every value that it can't rightly have; null is added where null means something already wrong. */
const GARBAGE: Readonly<Record<keyof DecisionFacts, readonly unknown[]>> = {
  feature: [...NOT_TEXT, ...LOOKALIKES, null],
  mode: [...ANYTHING, null],
  actorType: [...ANYTHING, null],
  actorId: [...NOT_TEXT, ...LOOKALIKES, null],
  isInternal: [...NOT_BOOLEAN, null],
  resourceType: [...ANYTHING, null],
  resourceId: [...NOT_TEXT, ...LOOKALIKES, null],
  projectId: [...NOT_TEXT, ...LOOKALIKES],
  publisherId: [...NOT_TEXT, ...LOOKALIKES],
  isOptedIn: [...NOT_BOOLEAN, null],
  projectStage: ANYTHING,
  sectionStage: ANYTHING,
  globalStage: ANYTHING,
  exemption: [
    ...ANYTHING,
    ...[...ANYTHING, null].map((effect) => ({ effect, expiresAt: null })),
    ...NOT_INSTANT.map((expiresAt) => ({ effect: 'force_enable', expiresAt })),
    ...NOT_INSTANT.map((expiresAt) => ({ effect: 'deny', expiresAt })),
  ],
  nowMs: [...NOT_INSTANT, null],
}

const FIELDS = Object.keys(GARBAGE) as (keyof DecisionFacts)[]

function corrupted(facts: DecisionFacts, field: keyof DecisionFacts, value: unknown): DecisionFacts {
  return { ...facts, [field]: value } as DecisionFacts
}

describe('a corrupt fact', () => {
  const clean = allWorlds()
    .filter((_, index) => index % 97 === 0)
    .map(factsOf)

  it.each(FIELDS)('in %s denies with repository_error in every world, and never throws', (field) => {
    const wrong = clean.flatMap((facts) =>
      GARBAGE[field].filter((value) => {
        const { feature, mode, ...rest } = decide(corrupted(facts, field, value))
        return JSON.stringify(rest) !== JSON.stringify(UNREADABLE)
      }),
    )
    expect(wrong).toEqual([])
  })

  it.each(FIELDS)('in %s that is missing altogether denies', (field) => {
    const { [field]: _, ...rest } = someFacts()
    expect(decide(rest as DecisionFacts)).toMatchObject(UNREADABLE)
  })

  it('is explained as facts that could not be read, with no change that would help', () => {
    const explained = FIELDS.flatMap((field) =>
      GARBAGE[field].map((value) => explain(corrupted(someFacts({ isOptedIn: false }), field, value))),
    )
    expect(new Set(explained.map(({ trace }) => trace.map(({ step }) => step).join()))).toEqual(new Set(['facts']))
    expect(new Set(explained.map(({ wouldAllow }) => wouldAllow))).toEqual(new Set([null]))
  })

  it('is never echoed in place of a mode or a feature name', () => {
    expect(decide(corrupted(someFacts(), 'mode', 'banana')).mode).toBeNull()
    expect(decide(corrupted(someFacts(), 'globalStage', 'banana')).mode).toBe('canary')
    expect(decide(corrupted(someFacts(), 'feature', 42)).feature).toBe('')
  })
})

describe('facts that contradict each other deny with repository_error:', () => {
  const PROJECT = { resourceType: 'project', resourceId: '12', projectId: '12' } as const
  it.each<[string, Partial<DecisionFacts>]>([
    ['a project with a section stage', { ...PROJECT, sectionStage: 'full' }],
    ['a project that is not its own project', { ...PROJECT, projectId: '13' }],
    ['a project without itself', { ...PROJECT, projectId: null }],
    ['a project stage without a project', { projectId: null, projectStage: 'full' }],
    ['an exemption of no publisher', { publisherId: null, exemption: { effect: 'force_enable', expiresAt: null } }],
  ])('%s', (_, changes) => {
    expect(decide(someFacts({ globalStage: 'full', ...changes }))).toMatchObject(UNREADABLE)
  })
})

it('judges at the first and the last instant that RFC 3339 can write', () => {
  const denyUntil = (expiresAt: number) => someFacts({ exemption: { effect: 'deny', expiresAt } })
  expect(decide(denyUntil(253_402_300_799_999)).exemption?.expiresAt).toBe('9999-12-31T23:59:59.999Z')
  expect(decide({ ...denyUntil(NOW_MS), nowMs: -62_167_219_200_000 }).reason).toBe('publisher_denied')
})
