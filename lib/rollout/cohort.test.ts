import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ACTOR_TYPES, type ActorType, bucketOf, cohortHex, isInCohort, STAGES } from '@/lib/rollout'
import contract from './cohort-vectors.json'

const { vectors } = contract
const MAX = 2n ** 256n - 1n
const hexOf = (h: bigint): string => h.toString(16).padStart(64, '0')
const bucketByDefinition = (h: bigint): number => Number((h * 10n ** 6n) / 2n ** 256n) / 10 ** 4

const anyHash = fc.bigInt({ min: 0n, max: MAX })
const anyId = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
const anyActor = fc.tuple(fc.stringMatching(/^[A-Za-z0-9_.-]{1,40}$/), fc.constantFrom(...ACTOR_TYPES), anyId)

describe('hash contract version 1', () => {
  it('has 40 vectors', () => {
    expect(vectors).toHaveLength(40)
  })

  it.each(vectors)('places $actorType $actorId in $feature bit for bit', (vector) => {
    const hex = cohortHex(vector.feature, vector.actorType as ActorType, vector.actorId)
    expect(hex).toBe(vector.sha256)
    expect(bucketOf(hex)).toBe(vector.bucket)
    expect(isInCohort(hex, 'five_percent')).toBe(vector.five_percent)
    expect(isInCohort(hex, 'fifty_percent')).toBe(vector.fifty_percent)
  })

  it('hashes the UTF-8 text feature:actorType:actorId:1', () => {
    fc.assert(
      fc.property(anyActor, ([feature, type, id]) => {
        const text = new TextEncoder().encode([feature, type, id, '1'].join(':'))
        expect(cohortHex(feature, type, id)).toBe(createHash('sha256').update(text).digest('hex'))
      }),
    )
  })
})

describe('inclusion', () => {
  it.each([
    ['five_percent', (MAX * 5n) / 100n],
    ['fifty_percent', (MAX * 50n) / 100n],
  ] as const)('at %s ends exactly at the threshold', (stage, threshold) => {
    expect(isInCohort(hexOf(threshold - 1n), stage)).toBe(true)
    expect(isInCohort(hexOf(threshold), stage)).toBe(false)
    expect(isInCohort(hexOf(threshold + 1n), stage)).toBe(false)
  })

  it('admits no one where the stage has no percentage', () => {
    expect(isInCohort(hexOf(0n), 'off')).toBe(false)
    expect(isInCohort(hexOf(0n), 'internal_only')).toBe(false)
  })

  it('equals the definition for any hash', () => {
    fc.assert(
      fc.property(anyHash, (h) => {
        expect(isInCohort(hexOf(h), 'five_percent')).toBe(h < (MAX * 5n) / 100n)
        expect(isInCohort(hexOf(h), 'fifty_percent')).toBe(h < (MAX * 50n) / 100n)
      }),
    )
  })

  it('nests: whoever is in at one stage is in at every later one', () => {
    fc.assert(
      fc.property(anyActor, (actor) => {
        const answers = STAGES.map((stage) => isInCohort(cohortHex(...actor), stage))
        expect(answers).toEqual([...answers].sort())
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('the bucket', () => {
  it('equals the definition for any hash', () => {
    fc.assert(
      fc.property(anyHash, (h) => {
        expect(bucketOf(hexOf(h))).toBe(bucketByDefinition(h))
      }),
      { numRuns: 5_000 },
    )
  })

  it('equals the definition on both sides of every boundary', () => {
    const wrong: bigint[] = []
    for (let k = 0n; k <= 1_000_000n; k += 7n) {
      const first = (k * 2n ** 256n + 999_999n) / 1_000_000n
      for (const h of [first - 1n, first, first + 1n]) {
        if (h >= 0n && h <= MAX && bucketOf(hexOf(h)) !== bucketByDefinition(h)) wrong.push(h)
      }
    }
    expect(wrong).toEqual([])
  })

  it('equals the definition where only the lower bits decide', () => {
    const lowBits = fc.constantFrom(0n, 1n, 2n ** 223n, 2n ** 224n - 1n)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999 }), lowBits, (k, low) => {
        const top = ((BigInt(k) << 32n) / 1_000_000n) << 224n
        expect(bucketOf(hexOf(top | low))).toBe(bucketByDefinition(top | low))
      }),
      { numRuns: 5_000 },
    )
  })

  it('runs from 0 to 99.9999', () => {
    expect(bucketOf(hexOf(0n))).toBe(0)
    expect(bucketOf(hexOf(MAX))).toBe(99.9999)
  })
})

describe('over many actors', () => {
  const COUNT = 100_000
  const hexes = (feature: string) => Array.from({ length: COUNT }, (_, i) => cohortHex(feature, 'user', String(i)))
  const first = hexes('adaptive_duplication')
  const second = hexes('adaptive_duplication_2')
  const percent = (list: readonly boolean[]) => (100 * list.filter(Boolean).length) / list.length

  it('admits the share that the stage names', () => {
    expect(Math.abs(percent(first.map((hex) => isInCohort(hex, 'five_percent'))) - 5)).toBeLessThan(0.3)
    expect(Math.abs(percent(first.map((hex) => isInCohort(hex, 'fifty_percent'))) - 50)).toBeLessThan(0.7)
  })

  it('draws the cohorts of two features independently of each other', () => {
    const inBoth = first.map(
      (hex, i) => isInCohort(hex, 'fifty_percent') && isInCohort(second[i] ?? '', 'fifty_percent'),
    )
    expect(Math.abs(percent(inBoth) - 25)).toBeLessThan(0.7)
    expect(Math.abs(correlation(first.map(bucketOf), second.map(bucketOf)))).toBeLessThan(0.015)
  })
})

function correlation(left: readonly number[], right: readonly number[]): number {
  const mean = (list: readonly number[]) => list.reduce((sum, x) => sum + x, 0) / list.length
  const [meanLeft, meanRight] = [mean(left), mean(right)]
  const covariance = mean(left.map((x, i) => (x - meanLeft) * ((right[i] ?? 0) - meanRight)))
  const deviation = (list: readonly number[], m: number) => Math.sqrt(mean(list.map((x) => (x - m) ** 2)))
  return covariance / (deviation(left, meanLeft) * deviation(right, meanRight))
}
