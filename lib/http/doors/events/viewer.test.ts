import { expect, test } from 'vitest'
import { CHANGE_EVENTS, type ChangeEvent } from '@/lib/contracts/change-events'
import { concerns, type Viewer } from './viewer'

const session = (role: string): Viewer => ({
  kind: 'session',
  session: { userId: 'me', sessionVersion: 1, role, endsAtMs: 0 },
})
const key = {
  id: 'k',
  name: 'k',
  hash: 'h',
  scopes: ['admin'],
  rateLimitPerS: null,
  allowedOrigins: [],
  expiresAt: null,
} as const
const change = (event: ChangeEvent, scopeId: string) => ({
  event,
  scopeId,
  scopeType: null,
  feature: null,
  revision: 1,
  auditId: 1,
  isLast: true,
})
const heard = (viewer: Viewer, scopeId = 'other') =>
  CHANGE_EVENTS.filter((event) => concerns(viewer, change(event, scopeId)))

test('a change is told to whom it concerns', () => {
  const withoutPeople = CHANGE_EVENTS.filter((event) => event !== 'person.changed' && event !== 'key.changed')
  expect(heard(session('system_admin'))).toEqual(CHANGE_EVENTS)
  expect(heard(session('support'))).toEqual(withoutPeople)
  expect(heard(session('support'), 'me')).toEqual([...withoutPeople, 'person.changed'])
  expect(heard({ kind: 'key', key })).toEqual(withoutPeople.filter((event) => event !== 'setting.changed'))
})
