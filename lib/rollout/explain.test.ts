import { describe, expect, it } from 'vitest'
import { type DecisionFacts, decide, explain, JUDGMENT_STEPS } from '@/lib/rollout'
import { expectedAllow, worldsNearby } from './testing/oracle'
import { allWorlds, factsOf, NOW_MS, someFacts } from './testing/worlds'

const worlds = allWorlds()
const texts = (changes: Partial<DecisionFacts>) => explain(someFacts(changes)).trace.map(({ text }) => text)

describe('the trace', () => {
  it('ends, in every world, in the verdict of decide, and decides nowhere before', () => {
    const wrong = worlds.filter((world) => {
      const { decision, trace } = explain(factsOf(world))
      const outcomes = trace.map(({ outcome }) => outcome)
      const verdict = decide(factsOf(world)).result ? 'allowed' : 'denied'
      const isEarly = outcomes.slice(0, -1).some((outcome) => outcome === 'allowed' || outcome === 'denied')
      return decision.result !== (verdict === 'allowed') || outcomes.at(-1) !== verdict || isEarly
    })
    expect(wrong).toEqual([])
  })

  it('takes the steps in the order of judgment and leaves none out', () => {
    const paths = worlds.map((world) => explain(factsOf(world)).trace.map(({ step }) => step))
    expect(paths.filter((path) => path.join() !== JUDGMENT_STEPS.slice(0, path.length).join())).toEqual([])
  })

  it('tells the whole way in plain words', () => {
    expect(texts({ projectStage: 'fifty_percent', sectionStage: 'five_percent' })).toEqual([
      'Section 77 is opted in.',
      'The mode is canary: the stage decides who gets the feature.',
      "The stage in force is 50 percent, set for project 12. It wins over the section's own stage, 5 percent.",
      'Publisher 3 has no deny.',
      'The stage is not off.',
      'Publisher 3 has no force-enable.',
      'The stage is not full.',
      'User 1042 is not internal.',
      'Beside internal actors, the stage admits a cohort of 50 percent.',
      'The bucket of user 1042 is 9.6764, inside the cohort of 50 percent.',
    ])
  })

  it.each<[string, Partial<DecisionFacts>]>([
    ['Section 77 is not opted in.', { isOptedIn: false }],
    ['The mode is scoped only: being opted in is all it takes.', { mode: 'scoped_only' }],
    ['Publisher 3 has a deny.', { exemption: { effect: 'deny', expiresAt: null } }],
    [
      'Publisher 3 has a force-enable until 2026-03-01T12:00:00.001Z.',
      { exemption: { effect: 'force_enable', expiresAt: NOW_MS + 1 } },
    ],
    ['The stage is off: no one gets in.', { globalStage: null }],
    [
      'The stage is off: no one gets in. A force-enable does not override that.',
      { globalStage: 'off', exemption: { effect: 'force_enable', expiresAt: null } },
    ],
    ['The stage is full: everyone gets in.', { globalStage: 'full' }],
    ['Author 7 is internal.', { actorType: 'author', actorId: '7', isInternal: true }],
    ['The stage admits internal actors only.', { globalStage: 'internal_only' }],
    ['The bucket of user 1042 is 9.6764, outside the cohort of 5 percent.', { globalStage: 'five_percent' }],
  ])('ends in: %s', (text, changes) => {
    expect(texts(changes).at(-1)).toBe(text)
  })

  it.each<[string, number, Partial<DecisionFacts>]>([
    ['The stage in force is 50 percent, set globally.', 2, {}],
    ['No stage is set anywhere, so the stage in force is off.', 2, { globalStage: null }],
    ['The stage in force is full, set for section 77.', 2, { sectionStage: 'full' }],
    [
      'Publisher 3 had a deny, which expired at 2026-03-01T12:00:00.000Z.',
      3,
      { exemption: { effect: 'deny', expiresAt: NOW_MS } },
    ],
    ['Project 12 is opted in.', 0, { resourceType: 'project', resourceId: '12' }],
  ])('says on the way: %s', (text, index, changes) => {
    expect(texts(changes)[index]).toBe(text)
  })

  it('skips what asks for the publisher where there is none, and only there', () => {
    expect(explain(someFacts()).trace.filter(({ outcome }) => outcome === 'skipped')).toEqual([])
    const skipped = explain(someFacts({ publisherId: null })).trace.filter(({ outcome }) => outcome === 'skipped')
    expect(skipped.map(({ step }) => step)).toEqual(['publisher_deny', 'force_enable'])
  })
})

describe('wouldAllow', () => {
  it('is, in every world, the nearest single change that turns the deny into an allow', () => {
    const wrong = worlds.filter((world) => {
      const nearest = worldsNearby(world).find(([, nearby]) => expectedAllow(nearby))?.[0] ?? null
      return explain(factsOf(world)).wouldAllow !== (expectedAllow(world) ? null : nearest)
    })
    expect(wrong).toEqual([])
  })

  it('does not offer to opt in where the feature does not support the resource', () => {
    const facts = someFacts({ isOptedIn: false })
    expect(explain(facts, 'delivery').wouldAllow).toBe('opt_in')
    expect(explain(facts, 'authoring').wouldAllow).toBeNull()
    expect(explain(facts, 'authoring').trace[0]?.text).toContain('the feature does not support sections')
  })

  it('does not offer to force-enable a publisher that is not there', () => {
    const facts = someFacts({ publisherId: null, actorId: '1', globalStage: 'internal_only' })
    expect(explain(facts).wouldAllow).toBe('mark_internal')
    expect(explain({ ...facts, globalStage: null }).wouldAllow).toBeNull()
  })
})
