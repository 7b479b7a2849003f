import { describe, expect, test } from 'vitest'
import { checkHistory } from '@/chaos/check'
import type {
  Answer,
  ChangeEvent,
  ChangeOutcome,
  DecisionEvent,
  EntryEvent,
  FaultEvent,
  History,
  ProbeEvent,
} from '@/chaos/history'

const ALLOWED: Answer = { result: true, reason: 'stage_full', stage: 'full', revision: 3 }
const DENIED: Answer = { result: false, reason: 'stage_off', stage: 'off', revision: 4 }

const decision = (askedAtMs: number, answer: Answer | null, more: Partial<DecisionEvent> = {}): DecisionEvent => ({
  kind: 'decision',
  node: 'node-1',
  question: { feature: 'alpha', user: 'u5', resource: { type: 'project', id: 'p0' } },
  askedAtMs,
  answeredAtMs: askedAtMs + 5,
  answer,
  failure: answer === null ? 'gone' : null,
  ...more,
})

const entry = (id: number, revision: number, stage: string | null, requestId: string | null): EntryEvent => ({
  kind: 'entry',
  id,
  revision,
  requestId,
  action: 'rollout.changed',
  feature: 'alpha',
  scopeType: 'global',
  scopeId: null,
  before: null,
  after: stage === null ? null : { stage },
})

const change = (requestId: string, outcome: ChangeOutcome, more: Partial<ChangeEvent> = {}): ChangeEvent => ({
  kind: 'change',
  by: 'api',
  requestId,
  target: { kind: 'rollout', feature: 'alpha', scopeType: 'global', scopeId: null },
  askedAtMs: 1000,
  answeredAtMs: 1010,
  outcome,
  ...more,
})

const accepted = (revision: number, replaced: number | null): ChangeOutcome => ({
  kind: 'accepted',
  changed: true,
  revision,
  replaced,
})

const fault = (more: Partial<FaultEvent> = {}): FaultEvent => ({
  kind: 'fault',
  name: 'a fault',
  nodes: ['node-1'],
  isDown: false,
  startMs: 2000,
  endMs: 3000,
  agreedAfterMs: 100,
  ...more,
})

const probe = (answers: readonly (Answer | null)[], more: Partial<ProbeEvent> = {}): ProbeEvent => ({
  kind: 'probe',
  atMs: 3100,
  revision: 4,
  answers: answers.map((answer, nth) => ({ node: `node-${nth + 1}`, answers: [answer] })),
  ...more,
})

/** Off by a change at 1 s, asked before and after; a fault, after which two nodes agree. */
const GOOD: History = {
  start: { kind: 'start', seed: 1, maxStalenessMs: 3000, agreementMs: 2000, revision: 3 },
  decisions: [decision(900, ALLOWED), decision(1005, ALLOWED, { node: 'node-2' }), decision(1100, DENIED)],
  changes: [
    change('off', accepted(4, 3), { expectedVersion: 3 }),
    change('late', { kind: 'refused', code: 'version_conflict' }),
    change('same', { kind: 'accepted', changed: false, revision: 4, replaced: 4 }),
    change('lost', { kind: 'lost', failure: 'reset' }),
  ],
  faults: [fault()],
  probes: [probe([DENIED, ALLOWED], { atMs: 3050 }), probe([DENIED, DENIED])],
  trail: [
    {
      ...entry(1, 2, null, null),
      action: 'scope.added',
      scopeType: 'project',
      scopeId: 'p0',
      after: { optedIn: true },
    },
    entry(2, 3, 'full', null),
    entry(3, 4, 'off', 'off'),
  ],
  verified: { kind: 'verified', isWhole: true, message: 'whole' },
}

const broken = (more: Partial<History>) => [
  ...new Set(checkHistory({ ...GOOD, ...more }).map(({ invariant }) => invariant)),
]

test('a good history breaks nothing', () => {
  expect(checkHistory(GOOD)).toEqual([])
})

describe('an allow', () => {
  const STALE = 'no allow is older than the bound'
  const asked = (askedAtMs: number, answer = ALLOWED) => ({
    decisions: [...GOOD.decisions, decision(askedAtMs, answer, { node: 'node-3' })],
  })

  test('may be of the state before for as long as the bound says, and no longer', () => {
    expect(broken(asked(4000))).toEqual([])
    expect(broken(asked(4020))).toEqual([STALE])
  })

  test('of facts that could not be read is found', () => {
    expect(broken(asked(1100, { result: true, reason: 'repository_error', stage: null, revision: null }))).toContain(
      'each answer is what the trail says at its revision',
    )
  })
})

test.each<[string, Partial<Answer>]>([
  ['another result', { result: false }],
  ['another reason', { reason: 'internal' }],
  ['the stage of another revision', { stage: 'off' }],
  ['a revision of which it is not true', { revision: 4 }],
])('an answer with %s is found', (_what, wrong) => {
  expect(broken({ decisions: [decision(1020, { ...ALLOWED, ...wrong })] })).toEqual([
    'each answer is what the trail says at its revision',
  ])
})

describe('an audit entry', () => {
  const AUDIT = 'an audit entry if and only if a change'
  const withEntry = (requestId: string) => ({ trail: [...GOOD.trail, entry(4, 5, 'off', requestId)] })

  test('that is missing is found', () => {
    expect(broken({ changes: [...GOOD.changes, change('unwritten', accepted(5, 4))] })).toContain(AUDIT)
  })

  test.each(['late', 'same', 'never asked for'])('of what changed nothing is found: %s', (requestId) => {
    expect(broken(withEntry(requestId))).toContain(AUDIT)
  })

  test('of a change whose answer was lost may be there', () => {
    expect(broken(withEntry('lost'))).toEqual([])
  })

  test('that is written twice, of another place, or of another revision is found', () => {
    expect(broken(withEntry('off'))).toContain(AUDIT)
    const elsewhere = GOOD.trail.map((one) => (one.id === 3 ? { ...one, feature: 'beta' } : one))
    expect(broken({ trail: elsewhere, decisions: [] })).toContain(AUDIT)
    expect(broken({ changes: [change('off', accepted(7, 3))] })).toContain(AUDIT)
  })

  test('of a trail that does not verify is found', () => {
    expect(broken({ verified: { kind: 'verified', isWhole: false, message: 'Entry 3 is missing.' } })).toEqual([AUDIT])
  })
})

describe('an update that is lost', () => {
  const LOST = 'no update is lost'
  const second = (more: Partial<ChangeEvent>, replaced: number) => ({
    trail: [...GOOD.trail, entry(4, 5, 'full', 'second')],
    changes: [...GOOD.changes, change('second', accepted(5, replaced), more)],
  })

  test('is found where two were accepted on one version', () => {
    expect(broken(second({ expectedVersion: 4 }, 4))).toEqual([])
    expect(broken(second({ expectedVersion: 3 }, 4))).toEqual([LOST])
  })

  test('is found where a change says that it replaced another than it did', () => {
    expect(broken(second({}, 3))).toEqual([LOST])
  })
})

describe('a node that goes back', () => {
  const answers = (second: DecisionEvent) => ({ decisions: [decision(1100, DENIED), second] })

  test('is found, also over a restart', () => {
    expect(broken(answers(decision(1200, ALLOWED)))).toEqual(['no node goes back'])
  })

  test('is not one of two that answer at the same moment, or another node', () => {
    expect(broken(answers(decision(1103, ALLOWED)))).toEqual([])
    expect(broken(answers(decision(1200, ALLOWED, { node: 'node-2' })))).toEqual([])
  })
})

test.each<[string, Partial<History>]>([
  ['too late', { faults: [fault({ agreedAfterMs: 2001 })], probes: [probe([DENIED, DENIED], { atMs: 5001 })] }],
  ['never', { faults: [fault({ agreedAfterMs: null })] }],
  ['by the word of a run that shows no proof of it', { probes: [] }],
  ['while one of them is of another mind', { probes: [probe([DENIED, { ...DENIED, result: true }])] }],
  ['on an old revision', { probes: [probe([ALLOWED, ALLOWED])] }],
  ['while one of them does not answer', { probes: [probe([DENIED, null])] }],
])('nodes that agree %s are found', (_how, wrong) => {
  expect(broken(wrong)).toEqual(['all nodes agree soon after a fault'])
})

describe('a request without an answer', () => {
  const unanswered = (node: string, faults: FaultEvent[]) => ({
    decisions: [...GOOD.decisions, decision(2500, null, { node })],
    faults,
  })
  const FOUND = ['every accepted request is answered']

  test('is found, whatever the fault, unless its node was ended', () => {
    expect(broken(unanswered('node-1', [fault()]))).toEqual(FOUND)
    expect(broken(unanswered('node-1', [fault({ isDown: true })]))).toEqual([])
  })

  test('is found where another node was ended, or the node is long back', () => {
    expect(broken(unanswered('node-2', [fault({ isDown: true })]))).toEqual(FOUND)
    expect(broken(unanswered('node-1', [fault({ isDown: true, startMs: 100, endMs: 200 })]))).toEqual(
      expect.arrayContaining(FOUND),
    )
  })
})
