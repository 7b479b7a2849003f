import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type DecisionFacts,
  decide,
  effectiveStage,
  judgeClear,
  judgeSet,
  nextStage,
  type Place,
  STAGES,
  type Stage,
  stepsBetween,
} from '@/lib/rollout'
import { allWorlds, factsOf, STAGES_OR_NONE } from './testing/worlds'

const worlds = allWorlds()
const anyFacts = fc
  .tuple(fc.constantFrom(...worlds), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }))
  .map(([world, actorId]): DecisionFacts => ({ ...factsOf(world), actorId }))

const PLACES = ['projectStage', 'sectionStage', 'globalStage'] as const

function oneStepUp(facts: DecisionFacts, place: (typeof PLACES)[number]): DecisionFacts {
  const stage = facts[place]
  return { ...facts, [place]: stage === null ? null : (nextStage(stage) ?? stage) }
}

describe('decide', () => {
  it('gives equal answers to equal facts, and leaves the facts alone', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        expect(decide(Object.freeze({ ...facts }))).toEqual(decide(facts))
      }),
    )
  })

  it('takes access from no one when any one stage goes up', () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(...PLACES), (facts, place) => {
        expect(decide(oneStepUp(facts, place)).result).toBeOneOf([true, decide(facts).result])
      }),
      { numRuns: 20_000 },
    )
  })

  it('gives an actor the same bucket at 5 and at 50 percent, in any resource, at any time', () => {
    const isByCohort = ({ reason }: { reason: string }) => reason.startsWith('cohort_')
    fc.assert(
      fc.property(anyFacts, anyFacts, (one, { actorId: _, ...elsewhere }) => {
        const [a, b] = [decide(one), decide({ ...elsewhere, actorId: one.actorId, nowMs: elsewhere.nowMs + 1 })]
        if (isByCohort(a) && isByCohort(b)) expect(a.bucket).toBe(b.bucket)
      }),
      { numRuns: 5_000 },
    )
  })
})

interface State {
  readonly global: Stage | null
  readonly project: Stage | null
  readonly section: Stage | null
}

const anyState = fc.record({
  global: fc.constantFrom(...STAGES_OR_NONE),
  project: fc.constantFrom(...STAGES_OR_NONE),
  section: fc.constantFrom(...STAGES_OR_NONE),
})

function placeIn(state: State, at: keyof State): Place {
  const row = { own: state[at], version: state[at] === null ? null : 1 }
  const { global: globalStage, project: projectStage } = state
  if (at === 'global') return { scopeType: 'global', ...row }
  if (at === 'section') return { scopeType: 'section', ...row, globalStage, projectStage }
  return { scopeType: 'project', ...row, globalStage, sections: [{ id: '77', stage: state.section }] }
}

/** The state after a change that the ladder accepts; the same state after one that it refuses. */
function afterChange(state: State, at: keyof State, target: Stage | null): State {
  const place = placeIn(state, at)
  const request = { reason: 'because', expectedVersion: place.version, hasIfMatch: true }
  if (target === null && place.scopeType === 'global') return state
  const verdict =
    target !== null || place.scopeType === 'global'
      ? judgeSet(place, target ?? 'off', request)
      : judgeClear(place, request)
  return verdict.verdict === 'apply' ? { ...state, [at]: target } : state
}

describe('the ladder', () => {
  const anyChange = fc.tuple(
    fc.constantFrom('global', 'project', 'section' as const),
    fc.constantFrom(...STAGES_OR_NONE),
  )

  it('raises no project and no section by more than one step in one change, from any state', () => {
    fc.assert(
      fc.property(anyState, anyChange, (before, [at, target]) => {
        const now = afterChange(before, at, target)
        const stepsOf = (section: boolean) => {
          const [was, is] = [before, now].map(
            (s) => effectiveStage({ ...s, section: section ? s.section : null }).stage,
          )
          return stepsBetween(was ?? 'off', is ?? 'off')
        }
        expect(Math.max(stepsOf(false), stepsOf(true))).toBeLessThanOrEqual(1)
      }),
      { numRuns: 5_000 },
    )
  })

  it('lets any place be turned off from any state, whatever version was seen', () => {
    fc.assert(
      fc.property(anyState, fc.constantFrom('global', 'project', 'section' as const), (state, at) => {
        const place = placeIn(state, at)
        const request = { reason: 'errors', expectedVersion: 99, hasIfMatch: false }
        const verdict = judgeSet(place, 'off', request)
        const isOffAlready =
          verdict.verdict === 'refuse' && verdict.code === 'version_conflict' && verdict.stage === 'off'
        expect(verdict.verdict === 'apply' || isOffAlready).toBe(true)
      }),
    )
  })

  it('leads from off to full in four forward steps', () => {
    let state: State = { global: null, project: null, section: null }
    for (const stage of STAGES) state = afterChange(state, 'global', stage)
    expect(state.global).toBe('full')
  })
})
