import { describe, expect, it } from 'vitest'
import { judgeExemption, type StandingExemption, type WantedExemption } from '@/lib/rollout'

const NOW = 1_000
const VERSION = 7
const EFFECTS = ['deny', 'force_enable'] as const
const WANTED: readonly WantedExemption[] = EFFECTS.flatMap((effect) =>
  [null, NOW + 1].flatMap((expiresAt) => ['a', 'b'].map((note) => ({ effect, note, expiresAt }))),
)
const EXPIRED = EFFECTS.flatMap((effect) => [NOW, NOW - 1].map((expiresAt) => ({ effect, note: 'a', expiresAt })))
const STANDING: readonly StandingExemption[] = [...WANTED, ...EXPIRED].map((it) => ({ ...it, version: VERSION }))

/** What an exemption does now, lowest access first. */
function inForce(exemption: WantedExemption | null): number {
  if (exemption === null || (exemption.expiresAt !== null && exemption.expiresAt <= NOW)) return 1
  return { deny: 0, force_enable: 2 }[exemption.effect]
}

function expected(from: StandingExemption | null, to: WantedExemption | null, seen: Seen): string {
  const sawIt = seen.expectedVersion === (from === null ? null : from.version)
  const takesAway = inForce(to) < inForce(from)
  if (!sawIt && !(takesAway && !seen.hasIfMatch)) return 'version_conflict'
  const facts = (it: WantedExemption | null) => (it === null ? '' : [it.effect, it.note, it.expiresAt].join())
  if (facts(from) === facts(to)) return 'no_op'
  return to === null && !seen.reason?.trim() ? 'reason_required' : 'apply'
}

interface Seen {
  readonly expectedVersion: number | null
  readonly hasIfMatch: boolean
  readonly reason: string | null
}

const SEEN: readonly Seen[] = [VERSION, VERSION - 1, null].flatMap((expectedVersion) =>
  [true, false].flatMap((hasIfMatch) =>
    ['Because.', ' ', null].map((reason) => ({ expectedVersion, hasIfMatch, reason })),
  ),
)

describe('an exemption that is set or removed', () => {
  const cases = [null, ...STANDING].flatMap((from) =>
    [null, ...WANTED].flatMap((to) => SEEN.map((seen) => ({ from, to, seen }))),
  )

  it(`is judged by version, no-op and reason, in all ${cases.length} cases`, () => {
    const wrong = cases.filter(({ from, to, seen }) => {
      const verdict = judgeExemption(from, to, seen, NOW)
      return (verdict.verdict === 'refuse' ? verdict.code : verdict.verdict) !== expected(from, to, seen)
    })
    expect(wrong).toEqual([])
  })

  it('that has expired counts as none, so a deny over it needs no version', () => {
    const expired: StandingExemption = { effect: 'deny', note: 'a', expiresAt: NOW, version: VERSION }
    const deny: WantedExemption = { effect: 'deny', note: 'b', expiresAt: null }
    const unseen = { reason: null, expectedVersion: null, hasIfMatch: false }
    expect(judgeExemption(expired, deny, unseen, NOW)).toEqual({ verdict: 'apply' })
    expect(judgeExemption(expired, deny, unseen, NOW - 1)).toEqual({ verdict: 'refuse', code: 'version_conflict' })
  })
})
