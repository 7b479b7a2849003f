import { expect, test } from 'vitest'
import { auditFiltersOf, readAuditFilter } from './audit-filter'

test('what an address can not mean is left out', () => {
  const given = {
    feature: 'adaptive_duplication',
    from: 'yesterday',
    to: '2026-02-31',
    importId: 'no-uuid',
    actorId: '7',
    scopeType: 'project',
    scopeId: '',
    action: ['a', 'b'],
    unknown: 'x',
  }
  expect(readAuditFilter(given)).toEqual({ feature: 'adaptive_duplication', scopeType: 'project' })
})

test('days reach from their first instant to their last', () => {
  expect(auditFiltersOf({ from: '2026-11-23', to: '2026-11-24', action: 'import' })).toEqual({
    from: '2026-11-23T00:00:00Z',
    to: '2026-11-24T23:59:59.999999Z',
    action: 'import',
  })
})
