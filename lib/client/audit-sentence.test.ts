import { describe, expect, test } from 'vitest'
import { actionWords, auditSentence, leadsDown, type Told } from './audit-sentence'

const ADA = { kind: 'console_user', id: 'a', name: 'Ada Berg' }
const told = (given: Partial<Told>): Told => ({
  actor: ADA,
  action: 'rollout.changed',
  feature: 'adaptive_duplication',
  scopeType: 'global',
  scopeId: null,
  scopeName: null,
  before: null,
  after: null,
  ...given,
})
const chemistry = { scopeType: 'project', scopeId: '12', scopeName: 'Chemistry' }
const stages = (before: string | null, after: string | null) => ({
  before: before === null ? null : { stage: before },
  after: after === null ? null : { stage: after },
})

describe('an entry is told in a sentence', () => {
  test.each<[Partial<Told>, string]>([
    [stages('five_percent', 'fifty_percent'), 'promoted adaptive_duplication from 5% to 50%.'],
    [stages('fifty_percent', 'internal_only'), 'rolled adaptive_duplication back from 50% to internal.'],
    [stages('full', 'off'), 'turned adaptive_duplication off: it was full.'],
    [
      { ...stages('five_percent', 'fifty_percent'), ...chemistry },
      'promoted adaptive_duplication in project Chemistry from 5% to 50%.',
    ],
    [
      { ...stages(null, 'five_percent'), ...chemistry, scopeName: null },
      'gave project 12 its own stage of adaptive_duplication: 5%.',
    ],
    [
      { ...stages('full', null), ...chemistry },
      'cleared the own stage of adaptive_duplication in project Chemistry: it was full.',
    ],
    [{ action: 'import_start', ...stages(null, 'full') }, 'imported adaptive_duplication at full.'],
    [
      { action: 'scope.added', ...chemistry, after: { optedIn: true } },
      'opted project Chemistry in to adaptive_duplication.',
    ],
    [
      {
        action: 'exemption.added',
        scopeType: 'publisher',
        scopeId: '7',
        scopeName: 'Open Press',
        after: { effect: 'deny' },
      },
      'denied adaptive_duplication to publisher Open Press.',
    ],
    [
      {
        action: 'user.changed',
        feature: null,
        scopeType: 'user',
        scopeId: '9',
        scopeName: 'Bo',
        after: { isInternal: true },
      },
      'marked user Bo as internal.',
    ],
    [
      {
        action: 'console_user.changed',
        feature: null,
        scopeType: 'console_user',
        scopeId: 'x',
        scopeName: 'Bo',
        before: { role: 'system_admin', disabled: false },
        after: { role: 'support', disabled: false },
      },
      'made Bo support instead of system admin.',
    ],
    [
      {
        action: 'api_key.changed',
        feature: null,
        before: { name: 'Player', revoked: false },
        after: { name: 'Player', revoked: true },
      },
      'revoked the API key Player.',
    ],
    [{ action: 'new.kind' }, 'new.kind.'],
  ])('%j', (given, sentence) => {
    expect(auditSentence(told(given))).toBe(`Ada Berg ${sentence}`)
  })

  test('by who or what did it, where it was nobody of the console', () => {
    const actors = ['api_key', 'outside', 'command'].map((kind) => ({ kind, id: 'k', name: 'Nightly' }))
    expect(actors.map((actor) => auditSentence(told({ actor, action: 'import' })))).toEqual([
      'The API key Nightly imported a state document.',
      'The database role Nightly imported a state document.',
      'Nightly (by command) imported a state document.',
    ])
  })
})

test('a step down the ladder is known', () => {
  expect(leadsDown(stages('full', 'off'))).toBe(true)
  expect(leadsDown(stages('off', 'internal_only'))).toBe(false)
})

test('an action has words for a filter', () => {
  expect(['exemption.removed', 'console_user.link_made', 'rollout.changed'].map(actionWords)).toEqual([
    'Exemption removed',
    'One-time link made',
    'Stage changed',
  ])
})
