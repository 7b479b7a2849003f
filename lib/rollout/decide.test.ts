import { describe, expect, it } from 'vitest'
import { decide, denyUnreadable } from '@/lib/rollout'
import { expectedDecision, expectedReason } from './testing/oracle'
import { allWorlds, factsOf, NOW_MS, someFacts, UNREADABLE } from './testing/worlds'

describe('the truth table', () => {
  const worlds = allWorlds()

  it('covers every combination and every reason that facts can lead to', () => {
    expect(worlds).toHaveLength(2 * 2 * (36 + 216) * 5 * 2 * 3)
    expect(new Set(worlds.map(expectedReason)).size).toBe(10)
  })

  it('gives the answer that decision.md gives, field by field, in every world', () => {
    const wrong = worlds.filter(
      (world) => JSON.stringify(decide(factsOf(world))) !== JSON.stringify(expectedDecision(world)),
    )
    expect(wrong).toEqual([])
  })
})

describe('an exemption', () => {
  const deny = (expiresAt: number | null) => someFacts({ exemption: { effect: 'deny', expiresAt } })

  it('counts up to the millisecond before it expires and as absent from then on', () => {
    expect(decide(deny(NOW_MS + 1)).reason).toBe('publisher_denied')
    expect(decide(deny(NOW_MS))).toMatchObject({ reason: 'cohort_allow', exemption: null })
    expect(decide(deny(NOW_MS - 1)).reason).toBe('cohort_allow')
  })

  it('without an expiry counts for ever', () => {
    expect(decide(deny(null))).toMatchObject({
      reason: 'publisher_denied',
      exemption: { effect: 'deny', expiresAt: null },
    })
  })

  it('before 1970 has expired', () => {
    expect(decide(deny(-1)).reason).toBe('cohort_allow')
  })

  it('that forces is shown where off overrules it', () => {
    const facts = someFacts({ globalStage: 'off', exemption: { effect: 'force_enable', expiresAt: null } })
    expect(decide(facts)).toMatchObject({
      reason: 'stage_off',
      exemption: { effect: 'force_enable', expiresAt: null },
    })
  })
})

describe('the stage', () => {
  it('of a section without a base project comes from the section', () => {
    expect(decide(someFacts({ projectId: null, sectionStage: 'full' }))).toMatchObject({
      reason: 'stage_full',
      stageSource: { scopeType: 'section', scopeId: '77' },
    })
  })

  it('comes from the project where both it and its section have one', () => {
    expect(decide(someFacts({ projectStage: 'off', sectionStage: 'full' })).reason).toBe('stage_off')
  })
})

it('decides for a resource that has no publisher', () => {
  expect(decide(someFacts({ publisherId: null }))).toMatchObject({ reason: 'cohort_allow', publisherId: null })
})

describe('without facts', () => {
  it('denies, naming the feature and the mode as far as they are known', () => {
    expect(denyUnreadable('f', null)).toEqual({ feature: 'f', mode: null, ...UNREADABLE })
    expect(denyUnreadable('f', 'canary')).toEqual({ feature: 'f', mode: 'canary', ...UNREADABLE })
  })
})
