import { expect, it } from 'vitest'
import type { AuditEntry } from '@/lib/contracts/api/audit'
import { wayBack } from './way-back'

type Fact = Pick<AuditEntry, 'action' | 'scopeType' | 'scopeId' | 'before' | 'after'>

const entryOf = (fact: Fact) => ({ feature: 'glossary', ...fact }) as AuditEntry
const rules = (change: object) => ({ kind: 'rules', feature: 'glossary', change })
const global = { scopeType: 'global', scopeId: null }
const section = { scopeType: 'section', scopeId: '77' } as const
const publisher = { scopeType: 'publisher', scopeId: '3' }
const denied = { effect: 'deny', note: 'Their lawyer', expiresAt: null }

it.each<[string, Fact, object]>([
  [
    'a promotion leads back to the stage before',
    { action: 'rollout.changed', ...global, before: { stage: 'five_percent' }, after: { stage: 'full' } },
    rules({ kind: 'set_stage', scopeType: 'global', stage: 'five_percent' }),
  ],
  [
    'the first global stage leads back to off: it is never removed',
    { action: 'rollout.created', ...global, before: null, after: { stage: 'internal_only' } },
    rules({ kind: 'set_stage', scopeType: 'global', stage: 'off' }),
  ],
  [
    'the first own stage of a place leads back to what it inherits',
    { action: 'rollout.created', ...section, before: null, after: { stage: 'full' } },
    rules({ kind: 'clear_stage', ...section }),
  ],
  [
    'a cleared stage leads back to itself',
    { action: 'rollout.removed', ...section, before: { stage: 'full' }, after: null },
    rules({ kind: 'set_stage', ...section, stage: 'full' }),
  ],
  [
    'an opt-in leads back out',
    { action: 'scope.created', ...section, before: null, after: { optedIn: true } },
    rules({ kind: 'opt_out', ...section }),
  ],
  [
    'an opt-out leads back in',
    { action: 'scope.removed', ...section, before: { optedIn: true }, after: null },
    rules({ kind: 'opt_in', ...section }),
  ],
  [
    'a new exemption leads back to none',
    { action: 'exemption.created', ...publisher, before: null, after: denied },
    rules({ kind: 'remove_exemption', publisherId: '3' }),
  ],
  [
    'a removed exemption leads back to what it was',
    { action: 'exemption.removed', ...publisher, before: denied, after: null },
    rules({ kind: 'set_exemption', publisherId: '3', effect: 'deny', note: 'Their lawyer', expiresAt: null }),
  ],
  [
    'a change of the mode leads back to the mode before',
    {
      action: 'feature.changed',
      scopeType: null,
      scopeId: null,
      before: { rolloutMode: 'canary' },
      after: { rolloutMode: 'scoped_only' },
    },
    rules({ kind: 'set_mode', rolloutMode: 'canary' }),
  ],
  [
    'a mark leads back to none',
    {
      action: 'user.changed',
      scopeType: 'user',
      scopeId: '1042',
      before: { isInternal: false },
      after: { isInternal: true },
    },
    { kind: 'account', type: 'user', id: '1042', isInternal: false },
  ],
  [
    'a description concerns nobody’s access',
    {
      action: 'feature.changed',
      scopeType: null,
      scopeId: null,
      before: { description: 'a', rolloutMode: 'canary' },
      after: { description: 'b', rolloutMode: 'canary' },
    },
    { kind: 'plain' },
  ],
])('%s', (_title, fact, way) => {
  expect(wayBack(entryOf(fact))).toEqual(way)
})
